package dev.fennel.jdbc;

import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;

import org.jspecify.annotations.NullUnmarked;

/**
 * How parameters of a callable statement are read.
 */
@NullUnmarked // JDBC says nothing of null
abstract class CallableStatementGetters extends CallableStatementSetters {

	CallableStatementGetters(CallableStatement callable, MeteredConnection connection, OperationMetrics operation) {
		super(callable, connection, operation);
	}

	@Override
	public boolean wasNull() throws SQLException {
		return callable().wasNull();
	}

	@Override
	public String getString(int index) throws SQLException {
		return callable().getString(index);
	}

	@Override
	public boolean getBoolean(int index) throws SQLException {
		return callable().getBoolean(index);
	}

	@Override
	public byte getByte(int index) throws SQLException {
		return callable().getByte(index);
	}

	@Override
	public short getShort(int index) throws SQLException {
		return callable().getShort(index);
	}

	@Override
	public int getInt(int index) throws SQLException {
		return callable().getInt(index);
	}

	@Override
	public long getLong(int index) throws SQLException {
		return callable().getLong(index);
	}

	@Override
	public float getFloat(int index) throws SQLException {
		return callable().getFloat(index);
	}

	@Override
	public double getDouble(int index) throws SQLException {
		return callable().getDouble(index);
	}

	@Override
	@SuppressWarnings("deprecation")
	public BigDecimal getBigDecimal(int index, int scale) throws SQLException {
		return callable().getBigDecimal(index, scale);
	}

	@Override
	public byte[] getBytes(int index) throws SQLException {
		return callable().getBytes(index);
	}

	@Override
	public Date getDate(int index) throws SQLException {
		return callable().getDate(index);
	}

	@Override
	public Time getTime(int index) throws SQLException {
		return callable().getTime(index);
	}

	@Override
	public Timestamp getTimestamp(int index) throws SQLException {
		return callable().getTimestamp(index);
	}

	@Override
	public Object getObject(int index) throws SQLException {
		return metered(callable().getObject(index));
	}

	@Override
	public BigDecimal getBigDecimal(int index) throws SQLException {
		return callable().getBigDecimal(index);
	}

	@Override
	public Object getObject(int index, Map<String, Class<?>> map) throws SQLException {
		return metered(callable().getObject(index, map));
	}

	@Override
	public Ref getRef(int index) throws SQLException {
		return callable().getRef(index);
	}

	@Override
	public Blob getBlob(int index) throws SQLException {
		return callable().getBlob(index);
	}

	@Override
	public Clob getClob(int index) throws SQLException {
		return callable().getClob(index);
	}

	@Override
	public Array getArray(int index) throws SQLException {
		return callable().getArray(index);
	}

	@Override
	public Date getDate(int index, Calendar calendar) throws SQLException {
		return callable().getDate(index, calendar);
	}

	@Override
	public Time getTime(int index, Calendar calendar) throws SQLException {
		return callable().getTime(index, calendar);
	}

	@Override
	public Timestamp getTimestamp(int index, Calendar calendar) throws SQLException {
		return callable().getTimestamp(index, calendar);
	}

	@Override
	public URL getURL(int index) throws SQLException {
		return callable().getURL(index);
	}

	@Override
	public String getString(String name) throws SQLException {
		return callable().getString(name);
	}

	@Override
	public boolean getBoolean(String name) throws SQLException {
		return callable().getBoolean(name);
	}

	@Override
	public byte getByte(String name) throws SQLException {
		return callable().getByte(name);
	}

	@Override
	public short getShort(String name) throws SQLException {
		return callable().getShort(name);
	}

	@Override
	public int getInt(String name) throws SQLException {
		return callable().getInt(name);
	}

	@Override
	public long getLong(String name) throws SQLException {
		return callable().getLong(name);
	}

	@Override
	public float getFloat(String name) throws SQLException {
		return callable().getFloat(name);
	}

	@Override
	public double getDouble(String name) throws SQLException {
		return callable().getDouble(name);
	}

	@Override
	public byte[] getBytes(String name) throws SQLException {
		return callable().getBytes(name);
	}

	@Override
	public Date getDate(String name) throws SQLException {
		return callable().getDate(name);
	}

	@Override
	public Time getTime(String name) throws SQLException {
		return callable().getTime(name);
	}

	@Override
	public Timestamp getTimestamp(String name) throws SQLException {
		return callable().getTimestamp(name);
	}

	@Override
	public Object getObject(String name) throws SQLException {
		return metered(callable().getObject(name));
	}

	@Override
	public BigDecimal getBigDecimal(String name) throws SQLException {
		return callable().getBigDecimal(name);
	}

	@Override
	public Object getObject(String name, Map<String, Class<?>> map) throws SQLException {
		return metered(callable().getObject(name, map));
	}

	@Override
	public Ref getRef(String name) throws SQLException {
		return callable().getRef(name);
	}

	@Override
	public Blob getBlob(String name) throws SQLException {
		return callable().getBlob(name);
	}

	@Override
	public Clob getClob(String name) throws SQLException {
		return callable().getClob(name);
	}

	@Override
	public Array getArray(String name) throws SQLException {
		return callable().getArray(name);
	}

	@Override
	public Date getDate(String name, Calendar calendar) throws SQLException {
		return callable().getDate(name, calendar);
	}

	@Override
	public Time getTime(String name, Calendar calendar) throws SQLException {
		return callable().getTime(name, calendar);
	}

	@Override
	public Timestamp getTimestamp(String name, Calendar calendar) throws SQLException {
		return callable().getTimestamp(name, calendar);
	}

	@Override
	public URL getURL(String name) throws SQLException {
		return callable().getURL(name);
	}

	@Override
	public RowId getRowId(int index) throws SQLException {
		return callable().getRowId(index);
	}

	@Override
	public RowId getRowId(String name) throws SQLException {
		return callable().getRowId(name);
	}

	@Override
	public NClob getNClob(int index) throws SQLException {
		return callable().getNClob(index);
	}

	@Override
	public NClob getNClob(String name) throws SQLException {
		return callable().getNClob(name);
	}

	@Override
	public SQLXML getSQLXML(int index) throws SQLException {
		return callable().getSQLXML(index);
	}

	@Override
	public SQLXML getSQLXML(String name) throws SQLException {
		return callable().getSQLXML(name);
	}

	@Override
	public String getNString(int index) throws SQLException {
		return callable().getNString(index);
	}

	@Override
	public String getNString(String name) throws SQLException {
		return callable().getNString(name);
	}

	@Override
	public Reader getNCharacterStream(int index) throws SQLException {
		return callable().getNCharacterStream(index);
	}

	@Override
	public Reader getNCharacterStream(String name) throws SQLException {
		return callable().getNCharacterStream(name);
	}

	@Override
	public Reader getCharacterStream(int index) throws SQLException {
		return callable().getCharacterStream(index);
	}

	@Override
	public Reader getCharacterStream(String name) throws SQLException {
		return callable().getCharacterStream(name);
	}

	@Override
	public <T> T getObject(int index, Class<T> type) throws SQLException {
		return metered(callable().getObject(index, type), type);
	}

	@Override
	public <T> T getObject(String name, Class<T> type) throws SQLException {
		return metered(callable().getObject(name, type), type);
	}

}
