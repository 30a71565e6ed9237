package dev.fennel.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;

import org.jspecify.annotations.NullUnmarked;

/**
 * How columns of a result set are written.
 */
@NullUnmarked // JDBC says nothing of null
abstract class ResultSetUpdaters extends ResultSetGetters {

	ResultSetUpdaters(ResultSet delegate) {
		super(delegate);
	}

	@Override
	public void updateNull(int index) throws SQLException {
		delegate().updateNull(index);
	}

	@Override
	public void updateBoolean(int index, boolean value) throws SQLException {
		delegate().updateBoolean(index, value);
	}

	@Override
	public void updateByte(int index, byte value) throws SQLException {
		delegate().updateByte(index, value);
	}

	@Override
	public void updateShort(int index, short value) throws SQLException {
		delegate().updateShort(index, value);
	}

	@Override
	public void updateInt(int index, int value) throws SQLException {
		delegate().updateInt(index, value);
	}

	@Override
	public void updateLong(int index, long value) throws SQLException {
		delegate().updateLong(index, value);
	}

	@Override
	public void updateFloat(int index, float value) throws SQLException {
		delegate().updateFloat(index, value);
	}

	@Override
	public void updateDouble(int index, double value) throws SQLException {
		delegate().updateDouble(index, value);
	}

	@Override
	public void updateBigDecimal(int index, BigDecimal value) throws SQLException {
		delegate().updateBigDecimal(index, value);
	}

	@Override
	public void updateString(int index, String value) throws SQLException {
		delegate().updateString(index, value);
	}

	@Override
	public void updateBytes(int index, byte[] value) throws SQLException {
		delegate().updateBytes(index, value);
	}

	@Override
	public void updateDate(int index, Date value) throws SQLException {
		delegate().updateDate(index, value);
	}

	@Override
	public void updateTime(int index, Time value) throws SQLException {
		delegate().updateTime(index, value);
	}

	@Override
	public void updateTimestamp(int index, Timestamp value) throws SQLException {
		delegate().updateTimestamp(index, value);
	}

	@Override
	public void updateAsciiStream(int index, InputStream value, int length) throws SQLException {
		delegate().updateAsciiStream(index, value, length);
	}

	@Override
	public void updateBinaryStream(int index, InputStream value, int length) throws SQLException {
		delegate().updateBinaryStream(index, value, length);
	}

	@Override
	public void updateCharacterStream(int index, Reader value, int length) throws SQLException {
		delegate().updateCharacterStream(index, value, length);
	}

	@Override
	public void updateObject(int index, Object value, int scale) throws SQLException {
		delegate().updateObject(index, value, scale);
	}

	@Override
	public void updateObject(int index, Object value) throws SQLException {
		delegate().updateObject(index, value);
	}

	@Override
	public void updateNull(String label) throws SQLException {
		delegate().updateNull(label);
	}

	@Override
	public void updateBoolean(String label, boolean value) throws SQLException {
		delegate().updateBoolean(label, value);
	}

	@Override
	public void updateByte(String label, byte value) throws SQLException {
		delegate().updateByte(label, value);
	}

	@Override
	public void updateShort(String label, short value) throws SQLException {
		delegate().updateShort(label, value);
	}

	@Override
	public void updateInt(String label, int value) throws SQLException {
		delegate().updateInt(label, value);
	}

	@Override
	public void updateLong(String label, long value) throws SQLException {
		delegate().updateLong(label, value);
	}

	@Override
	public void updateFloat(String label, float value) throws SQLException {
		delegate().updateFloat(label, value);
	}

	@Override
	public void updateDouble(String label, double value) throws SQLException {
		delegate().updateDouble(label, value);
	}

	@Override
	public void updateBigDecimal(String label, BigDecimal value) throws SQLException {
		delegate().updateBigDecimal(label, value);
	}

	@Override
	public void updateString(String label, String value) throws SQLException {
		delegate().updateString(label, value);
	}

	@Override
	public void updateBytes(String label, byte[] value) throws SQLException {
		delegate().updateBytes(label, value);
	}

	@Override
	public void updateDate(String label, Date value) throws SQLException {
		delegate().updateDate(label, value);
	}

	@Override
	public void updateTime(String label, Time value) throws SQLException {
		delegate().updateTime(label, value);
	}

	@Override
	public void updateTimestamp(String label, Timestamp value) throws SQLException {
		delegate().updateTimestamp(label, value);
	}

	@Override
	public void updateAsciiStream(String label, InputStream value, int length) throws SQLException {
		delegate().updateAsciiStream(label, value, length);
	}

	@Override
	public void updateBinaryStream(String label, InputStream value, int length) throws SQLException {
		delegate().updateBinaryStream(label, value, length);
	}

	@Override
	public void updateCharacterStream(String label, Reader value, int length) throws SQLException {
		delegate().updateCharacterStream(label, value, length);
	}

	@Override
	public void updateObject(String label, Object value, int scale) throws SQLException {
		delegate().updateObject(label, value, scale);
	}

	@Override
	public void updateObject(String label, Object value) throws SQLException {
		delegate().updateObject(label, value);
	}

	@Override
	public void updateRow() throws SQLException {
		delegate().updateRow();
	}

	@Override
	public void updateRef(int index, Ref value) throws SQLException {
		delegate().updateRef(index, value);
	}

	@Override
	public void updateRef(String label, Ref value) throws SQLException {
		delegate().updateRef(label, value);
	}

	@Override
	public void updateBlob(int index, Blob value) throws SQLException {
		delegate().updateBlob(index, value);
	}

	@Override
	public void updateBlob(String label, Blob value) throws SQLException {
		delegate().updateBlob(label, value);
	}

	@Override
	public void updateClob(int index, Clob value) throws SQLException {
		delegate().updateClob(index, value);
	}

	@Override
	public void updateClob(String label, Clob value) throws SQLException {
		delegate().updateClob(label, value);
	}

	@Override
	public void updateArray(int index, Array value) throws SQLException {
		delegate().updateArray(index, value);
	}

	@Override
	public void updateArray(String label, Array value) throws SQLException {
		delegate().updateArray(label, value);
	}

	@Override
	public void updateRowId(int index, RowId value) throws SQLException {
		delegate().updateRowId(index, value);
	}

	@Override
	public void updateRowId(String label, RowId value) throws SQLException {
		delegate().updateRowId(label, value);
	}

	@Override
	public void updateNString(int index, String nString) throws SQLException {
		delegate().updateNString(index, nString);
	}

	@Override
	public void updateNString(String label, String nString) throws SQLException {
		delegate().updateNString(label, nString);
	}

	@Override
	public void updateNClob(int index, NClob nClob) throws SQLException {
		delegate().updateNClob(index, nClob);
	}

	@Override
	public void updateNClob(String label, NClob nClob) throws SQLException {
		delegate().updateNClob(label, nClob);
	}

	@Override
	public void updateSQLXML(int index, SQLXML value) throws SQLException {
		delegate().updateSQLXML(index, value);
	}

	@Override
	public void updateSQLXML(String label, SQLXML value) throws SQLException {
		delegate().updateSQLXML(label, value);
	}

	@Override
	public void updateNCharacterStream(int index, Reader value, long length) throws SQLException {
		delegate().updateNCharacterStream(index, value, length);
	}

	@Override
	public void updateNCharacterStream(String label, Reader value, long length) throws SQLException {
		delegate().updateNCharacterStream(label, value, length);
	}

	@Override
	public void updateAsciiStream(int index, InputStream value, long length) throws SQLException {
		delegate().updateAsciiStream(index, value, length);
	}

	@Override
	public void updateBinaryStream(int index, InputStream value, long length) throws SQLException {
		delegate().updateBinaryStream(index, value, length);
	}

	@Override
	public void updateCharacterStream(int index, Reader value, long length) throws SQLException {
		delegate().updateCharacterStream(index, value, length);
	}

	@Override
	public void updateAsciiStream(String label, InputStream value, long length) throws SQLException {
		delegate().updateAsciiStream(label, value, length);
	}

	@Override
	public void updateBinaryStream(String label, InputStream value, long length) throws SQLException {
		delegate().updateBinaryStream(label, value, length);
	}

	@Override
	public void updateCharacterStream(String label, Reader value, long length) throws SQLException {
		delegate().updateCharacterStream(label, value, length);
	}

	@Override
	public void updateBlob(int index, InputStream value, long length) throws SQLException {
		delegate().updateBlob(index, value, length);
	}

	@Override
	public void updateBlob(String label, InputStream value, long length) throws SQLException {
		delegate().updateBlob(label, value, length);
	}

	@Override
	public void updateClob(int index, Reader value, long length) throws SQLException {
		delegate().updateClob(index, value, length);
	}

	@Override
	public void updateClob(String label, Reader value, long length) throws SQLException {
		delegate().updateClob(label, value, length);
	}

	@Override
	public void updateNClob(int index, Reader value, long length) throws SQLException {
		delegate().updateNClob(index, value, length);
	}

	@Override
	public void updateNClob(String label, Reader value, long length) throws SQLException {
		delegate().updateNClob(label, value, length);
	}

	@Override
	public void updateNCharacterStream(int index, Reader value) throws SQLException {
		delegate().updateNCharacterStream(index, value);
	}

	@Override
	public void updateNCharacterStream(String label, Reader value) throws SQLException {
		delegate().updateNCharacterStream(label, value);
	}

	@Override
	public void updateAsciiStream(int index, InputStream value) throws SQLException {
		delegate().updateAsciiStream(index, value);
	}

	@Override
	public void updateBinaryStream(int index, InputStream value) throws SQLException {
		delegate().updateBinaryStream(index, value);
	}

	@Override
	public void updateCharacterStream(int index, Reader value) throws SQLException {
		delegate().updateCharacterStream(index, value);
	}

	@Override
	public void updateAsciiStream(String label, InputStream value) throws SQLException {
		delegate().updateAsciiStream(label, value);
	}

	@Override
	public void updateBinaryStream(String label, InputStream value) throws SQLException {
		delegate().updateBinaryStream(label, value);
	}

	@Override
	public void updateCharacterStream(String label, Reader value) throws SQLException {
		delegate().updateCharacterStream(label, value);
	}

	@Override
	public void updateBlob(int index, InputStream value) throws SQLException {
		delegate().updateBlob(index, value);
	}

	@Override
	public void updateBlob(String label, InputStream value) throws SQLException {
		delegate().updateBlob(label, value);
	}

	@Override
	public void updateClob(int index, Reader value) throws SQLException {
		delegate().updateClob(index, value);
	}

	@Override
	public void updateClob(String label, Reader value) throws SQLException {
		delegate().updateClob(label, value);
	}

	@Override
	public void updateNClob(int index, Reader value) throws SQLException {
		delegate().updateNClob(index, value);
	}

	@Override
	public void updateNClob(String label, Reader value) throws SQLException {
		delegate().updateNClob(label, value);
	}

	@Override
	public void updateObject(int index, Object value, SQLType type, int scale) throws SQLException {
		delegate().updateObject(index, value, type, scale);
	}

	@Override
	public void updateObject(String label, Object value, SQLType type, int scale) throws SQLException {
		delegate().updateObject(label, value, type, scale);
	}

	@Override
	public void updateObject(int index, Object value, SQLType type) throws SQLException {
		delegate().updateObject(index, value, type);
	}

	@Override
	public void updateObject(String label, Object value, SQLType type) throws SQLException {
		delegate().updateObject(label, value, type);
	}

}
