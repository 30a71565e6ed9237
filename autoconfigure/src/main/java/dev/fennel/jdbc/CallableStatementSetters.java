package dev.fennel.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

import org.jspecify.annotations.NullUnmarked;

/**
 * How parameters of a callable statement are set, beside those of prepared statements.
 */
@NullUnmarked // JDBC says nothing of null
abstract class CallableStatementSetters extends MeasuringPreparedStatement implements CallableStatement {

	private final CallableStatement callable;

	CallableStatementSetters(CallableStatement callable, MeteredConnection connection, OperationMetrics operation) {
		super(callable, connection, operation);
		this.callable = callable;
	}

	final CallableStatement callable() {
		return this.callable;
	}

	@Override
	public void registerOutParameter(int index, int type) throws SQLException {
		this.callable.registerOutParameter(index, type);
	}

	@Override
	public void registerOutParameter(int index, int type, int scale) throws SQLException {
		this.callable.registerOutParameter(index, type, scale);
	}

	@Override
	public void registerOutParameter(int index, int type, String typeName) throws SQLException {
		this.callable.registerOutParameter(index, type, typeName);
	}

	@Override
	public void registerOutParameter(String name, int type) throws SQLException {
		this.callable.registerOutParameter(name, type);
	}

	@Override
	public void registerOutParameter(String name, int type, int scale) throws SQLException {
		this.callable.registerOutParameter(name, type, scale);
	}

	@Override
	public void registerOutParameter(String name, int type, String typeName) throws SQLException {
		this.callable.registerOutParameter(name, type, typeName);
	}

	@Override
	public void setURL(String name, URL text) throws SQLException {
		this.callable.setURL(name, text);
	}

	@Override
	public void setNull(String name, int type) throws SQLException {
		this.callable.setNull(name, type);
	}

	@Override
	public void setBoolean(String name, boolean value) throws SQLException {
		this.callable.setBoolean(name, value);
	}

	@Override
	public void setByte(String name, byte value) throws SQLException {
		this.callable.setByte(name, value);
	}

	@Override
	public void setShort(String name, short value) throws SQLException {
		this.callable.setShort(name, value);
	}

	@Override
	public void setInt(String name, int value) throws SQLException {
		this.callable.setInt(name, value);
	}

	@Override
	public void setLong(String name, long value) throws SQLException {
		this.callable.setLong(name, value);
	}

	@Override
	public void setFloat(String name, float value) throws SQLException {
		this.callable.setFloat(name, value);
	}

	@Override
	public void setDouble(String name, double value) throws SQLException {
		this.callable.setDouble(name, value);
	}

	@Override
	public void setBigDecimal(String name, BigDecimal value) throws SQLException {
		this.callable.setBigDecimal(name, value);
	}

	@Override
	public void setString(String name, String value) throws SQLException {
		this.callable.setString(name, value);
	}

	@Override
	public void setBytes(String name, byte[] value) throws SQLException {
		this.callable.setBytes(name, value);
	}

	@Override
	public void setDate(String name, Date value) throws SQLException {
		this.callable.setDate(name, value);
	}

	@Override
	public void setTime(String name, Time value) throws SQLException {
		this.callable.setTime(name, value);
	}

	@Override
	public void setTimestamp(String name, Timestamp value) throws SQLException {
		this.callable.setTimestamp(name, value);
	}

	@Override
	public void setAsciiStream(String name, InputStream value, int length) throws SQLException {
		this.callable.setAsciiStream(name, value, length);
	}

	@Override
	public void setBinaryStream(String name, InputStream value, int length) throws SQLException {
		this.callable.setBinaryStream(name, value, length);
	}

	@Override
	public void setObject(String name, Object value, int type, int scale) throws SQLException {
		this.callable.setObject(name, value, type, scale);
	}

	@Override
	public void setObject(String name, Object value, int type) throws SQLException {
		this.callable.setObject(name, value, type);
	}

	@Override
	public void setObject(String name, Object value) throws SQLException {
		this.callable.setObject(name, value);
	}

	@Override
	public void setCharacterStream(String name, Reader value, int length) throws SQLException {
		this.callable.setCharacterStream(name, value, length);
	}

	@Override
	public void setDate(String name, Date value, Calendar calendar) throws SQLException {
		this.callable.setDate(name, value, calendar);
	}

	@Override
	public void setTime(String name, Time value, Calendar calendar) throws SQLException {
		this.callable.setTime(name, value, calendar);
	}

	@Override
	public void setTimestamp(String name, Timestamp value, Calendar calendar) throws SQLException {
		this.callable.setTimestamp(name, value, calendar);
	}

	@Override
	public void setNull(String name, int type, String typeName) throws SQLException {
		this.callable.setNull(name, type, typeName);
	}

	@Override
	public void setRowId(String name, RowId value) throws SQLException {
		this.callable.setRowId(name, value);
	}

	@Override
	public void setNString(String name, String value) throws SQLException {
		this.callable.setNString(name, value);
	}

	@Override
	public void setNCharacterStream(String name, Reader value, long length) throws SQLException {
		this.callable.setNCharacterStream(name, value, length);
	}

	@Override
	public void setNClob(String name, NClob value) throws SQLException {
		this.callable.setNClob(name, value);
	}

	@Override
	public void setClob(String name, Reader value, long length) throws SQLException {
		this.callable.setClob(name, value, length);
	}

	@Override
	public void setBlob(String name, InputStream value, long length) throws SQLException {
		this.callable.setBlob(name, value, length);
	}

	@Override
	public void setNClob(String name, Reader value, long length) throws SQLException {
		this.callable.setNClob(name, value, length);
	}

	@Override
	public void setSQLXML(String name, SQLXML value) throws SQLException {
		this.callable.setSQLXML(name, value);
	}

	@Override
	public void setBlob(String name, Blob value) throws SQLException {
		this.callable.setBlob(name, value);
	}

	@Override
	public void setClob(String name, Clob value) throws SQLException {
		this.callable.setClob(name, value);
	}

	@Override
	public void setAsciiStream(String name, InputStream value, long length) throws SQLException {
		this.callable.setAsciiStream(name, value, length);
	}

	@Override
	public void setBinaryStream(String name, InputStream value, long length) throws SQLException {
		this.callable.setBinaryStream(name, value, length);
	}

	@Override
	public void setCharacterStream(String name, Reader value, long length) throws SQLException {
		this.callable.setCharacterStream(name, value, length);
	}

	@Override
	public void setAsciiStream(String name, InputStream value) throws SQLException {
		this.callable.setAsciiStream(name, value);
	}

	@Override
	public void setBinaryStream(String name, InputStream value) throws SQLException {
		this.callable.setBinaryStream(name, value);
	}

	@Override
	public void setCharacterStream(String name, Reader value) throws SQLException {
		this.callable.setCharacterStream(name, value);
	}

	@Override
	public void setNCharacterStream(String name, Reader value) throws SQLException {
		this.callable.setNCharacterStream(name, value);
	}

	@Override
	public void setClob(String name, Reader value) throws SQLException {
		this.callable.setClob(name, value);
	}

	@Override
	public void setBlob(String name, InputStream value) throws SQLException {
		this.callable.setBlob(name, value);
	}

	@Override
	public void setNClob(String name, Reader value) throws SQLException {
		this.callable.setNClob(name, value);
	}

	@Override
	public void setObject(String name, Object value, SQLType type, int scale) throws SQLException {
		this.callable.setObject(name, value, type, scale);
	}

	@Override
	public void setObject(String name, Object value, SQLType type) throws SQLException {
		this.callable.setObject(name, value, type);
	}

	@Override
	public void registerOutParameter(int index, SQLType type) throws SQLException {
		this.callable.registerOutParameter(index, type);
	}

	@Override
	public void registerOutParameter(int index, SQLType type, int scale) throws SQLException {
		this.callable.registerOutParameter(index, type, scale);
	}

	@Override
	public void registerOutParameter(int index, SQLType type, String typeName) throws SQLException {
		this.callable.registerOutParameter(index, type, typeName);
	}

	@Override
	public void registerOutParameter(String name, SQLType type) throws SQLException {
		this.callable.registerOutParameter(name, type);
	}

	@Override
	public void registerOutParameter(String name, SQLType type, int scale) throws SQLException {
		this.callable.registerOutParameter(name, type, scale);
	}

	@Override
	public void registerOutParameter(String name, SQLType type, String typeName) throws SQLException {
		this.callable.registerOutParameter(name, type, typeName);
	}

}
