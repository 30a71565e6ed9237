package dev.fennel.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;

import org.jspecify.annotations.NullUnmarked;

/**
 * How columns of a result set are read.
 */
@NullUnmarked // JDBC says nothing of null
abstract class ResultSetGetters extends JdbcDecorator implements ResultSet {

	private final ResultSet delegate;

	ResultSetGetters(ResultSet delegate) {
		this.delegate = delegate;
	}

	@Override
	final ResultSet delegate() {
		return this.delegate;
	}

	@Override
	public String getString(int index) throws SQLException {
		return this.delegate.getString(index);
	}

	@Override
	public boolean getBoolean(int index) throws SQLException {
		return this.delegate.getBoolean(index);
	}

	@Override
	public byte getByte(int index) throws SQLException {
		return this.delegate.getByte(index);
	}

	@Override
	public short getShort(int index) throws SQLException {
		return this.delegate.getShort(index);
	}

	@Override
	public int getInt(int index) throws SQLException {
		return this.delegate.getInt(index);
	}

	@Override
	public long getLong(int index) throws SQLException {
		return this.delegate.getLong(index);
	}

	@Override
	public float getFloat(int index) throws SQLException {
		return this.delegate.getFloat(index);
	}

	@Override
	public double getDouble(int index) throws SQLException {
		return this.delegate.getDouble(index);
	}

	@Override
	@SuppressWarnings("deprecation")
	public BigDecimal getBigDecimal(int index, int scale) throws SQLException {
		return this.delegate.getBigDecimal(index, scale);
	}

	@Override
	public byte[] getBytes(int index) throws SQLException {
		return this.delegate.getBytes(index);
	}

	@Override
	public Date getDate(int index) throws SQLException {
		return this.delegate.getDate(index);
	}

	@Override
	public Time getTime(int index) throws SQLException {
		return this.delegate.getTime(index);
	}

	@Override
	public Timestamp getTimestamp(int index) throws SQLException {
		return this.delegate.getTimestamp(index);
	}

	@Override
	public InputStream getAsciiStream(int index) throws SQLException {
		return this.delegate.getAsciiStream(index);
	}

	@Override
	@SuppressWarnings("deprecation")
	public InputStream getUnicodeStream(int index) throws SQLException {
		return this.delegate.getUnicodeStream(index);
	}

	@Override
	public InputStream getBinaryStream(int index) throws SQLException {
		return this.delegate.getBinaryStream(index);
	}

	@Override
	public String getString(String label) throws SQLException {
		return this.delegate.getString(label);
	}

	@Override
	public boolean getBoolean(String label) throws SQLException {
		return this.delegate.getBoolean(label);
	}

	@Override
	public byte getByte(String label) throws SQLException {
		return this.delegate.getByte(label);
	}

	@Override
	public short getShort(String label) throws SQLException {
		return this.delegate.getShort(label);
	}

	@Override
	public int getInt(String label) throws SQLException {
		return this.delegate.getInt(label);
	}

	@Override
	public long getLong(String label) throws SQLException {
		return this.delegate.getLong(label);
	}

	@Override
	public float getFloat(String label) throws SQLException {
		return this.delegate.getFloat(label);
	}

	@Override
	public double getDouble(String label) throws SQLException {
		return this.delegate.getDouble(label);
	}

	@Override
	@SuppressWarnings("deprecation")
	public BigDecimal getBigDecimal(String label, int scale) throws SQLException {
		return this.delegate.getBigDecimal(label, scale);
	}

	@Override
	public byte[] getBytes(String label) throws SQLException {
		return this.delegate.getBytes(label);
	}

	@Override
	public Date getDate(String label) throws SQLException {
		return this.delegate.getDate(label);
	}

	@Override
	public Time getTime(String label) throws SQLException {
		return this.delegate.getTime(label);
	}

	@Override
	public Timestamp getTimestamp(String label) throws SQLException {
		return this.delegate.getTimestamp(label);
	}

	@Override
	public InputStream getAsciiStream(String label) throws SQLException {
		return this.delegate.getAsciiStream(label);
	}

	@Override
	@SuppressWarnings("deprecation")
	public InputStream getUnicodeStream(String label) throws SQLException {
		return this.delegate.getUnicodeStream(label);
	}

	@Override
	public InputStream getBinaryStream(String label) throws SQLException {
		return this.delegate.getBinaryStream(label);
	}

	@Override
	public Object getObject(int index) throws SQLException {
		return metered(this.delegate.getObject(index));
	}

	@Override
	public Object getObject(String label) throws SQLException {
		return metered(this.delegate.getObject(label));
	}

	@Override
	public Reader getCharacterStream(int index) throws SQLException {
		return this.delegate.getCharacterStream(index);
	}

	@Override
	public Reader getCharacterStream(String label) throws SQLException {
		return this.delegate.getCharacterStream(label);
	}

	@Override
	public BigDecimal getBigDecimal(int index) throws SQLException {
		return this.delegate.getBigDecimal(index);
	}

	@Override
	public BigDecimal getBigDecimal(String label) throws SQLException {
		return this.delegate.getBigDecimal(label);
	}

	@Override
	public Object getObject(int index, Map<String, Class<?>> map) throws SQLException {
		return metered(this.delegate.getObject(index, map));
	}

	@Override
	public Ref getRef(int index) throws SQLException {
		return this.delegate.getRef(index);
	}

	@Override
	public Blob getBlob(int index) throws SQLException {
		return this.delegate.getBlob(index);
	}

	@Override
	public Clob getClob(int index) throws SQLException {
		return this.delegate.getClob(index);
	}

	@Override
	public Array getArray(int index) throws SQLException {
		return this.delegate.getArray(index);
	}

	@Override
	public Object getObject(String label, Map<String, Class<?>> map) throws SQLException {
		return metered(this.delegate.getObject(label, map));
	}

	@Override
	public Ref getRef(String label) throws SQLException {
		return this.delegate.getRef(label);
	}

	@Override
	public Blob getBlob(String label) throws SQLException {
		return this.delegate.getBlob(label);
	}

	@Override
	public Clob getClob(String label) throws SQLException {
		return this.delegate.getClob(label);
	}

	@Override
	public Array getArray(String label) throws SQLException {
		return this.delegate.getArray(label);
	}

	@Override
	public Date getDate(int index, Calendar calendar) throws SQLException {
		return this.delegate.getDate(index, calendar);
	}

	@Override
	public Date getDate(String label, Calendar calendar) throws SQLException {
		return this.delegate.getDate(label, calendar);
	}

	@Override
	public Time getTime(int index, Calendar calendar) throws SQLException {
		return this.delegate.getTime(index, calendar);
	}

	@Override
	public Time getTime(String label, Calendar calendar) throws SQLException {
		return this.delegate.getTime(label, calendar);
	}

	@Override
	public Timestamp getTimestamp(int index, Calendar calendar) throws SQLException {
		return this.delegate.getTimestamp(index, calendar);
	}

	@Override
	public Timestamp getTimestamp(String label, Calendar calendar) throws SQLException {
		return this.delegate.getTimestamp(label, calendar);
	}

	@Override
	public URL getURL(int index) throws SQLException {
		return this.delegate.getURL(index);
	}

	@Override
	public URL getURL(String label) throws SQLException {
		return this.delegate.getURL(label);
	}

	@Override
	public RowId getRowId(int index) throws SQLException {
		return this.delegate.getRowId(index);
	}

	@Override
	public RowId getRowId(String label) throws SQLException {
		return this.delegate.getRowId(label);
	}

	@Override
	public NClob getNClob(int index) throws SQLException {
		return this.delegate.getNClob(index);
	}

	@Override
	public NClob getNClob(String label) throws SQLException {
		return this.delegate.getNClob(label);
	}

	@Override
	public SQLXML getSQLXML(int index) throws SQLException {
		return this.delegate.getSQLXML(index);
	}

	@Override
	public SQLXML getSQLXML(String label) throws SQLException {
		return this.delegate.getSQLXML(label);
	}

	@Override
	public String getNString(int index) throws SQLException {
		return this.delegate.getNString(index);
	}

	@Override
	public String getNString(String label) throws SQLException {
		return this.delegate.getNString(label);
	}

	@Override
	public Reader getNCharacterStream(int index) throws SQLException {
		return this.delegate.getNCharacterStream(index);
	}

	@Override
	public Reader getNCharacterStream(String label) throws SQLException {
		return this.delegate.getNCharacterStream(label);
	}

	@Override
	public <T> T getObject(int index, Class<T> type) throws SQLException {
		return metered(this.delegate.getObject(index, type), type);
	}

	@Override
	public <T> T getObject(String label, Class<T> type) throws SQLException {
		return metered(this.delegate.getObject(label, type), type);
	}

	abstract Object metered(Object value);

	abstract <T> T metered(T value, Class<T> type);

}
