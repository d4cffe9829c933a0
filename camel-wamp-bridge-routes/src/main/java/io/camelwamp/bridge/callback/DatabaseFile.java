package io.camelwamp.bridge.callback;

import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The database of a bridge that is given no other: a file, opened by one process at a time. */
final class DatabaseFile implements AutoCloseable {
    private static final String SUFFIX = ".mv.db";

    private final JdbcConnectionPool pool;

    private DatabaseFile(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    /**
     * Opens or creates a file.
     *
     * @param file its name; {@code .mv.db} is added if it is not there
     * @throws IllegalArgumentException if that is not possible
     */
    static DatabaseFile open(Path file) {
        String name = file.toAbsolutePath().toString();
        String base = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        if (base.contains(";")) {
            throw new IllegalArgumentException("the database file " + file + " must not have a semicolon in its name");
        }
        // What was answered is written: without a delay, and the process may die a moment later.
        String url = "jdbc:h2:file:" + base + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
        pool.setMaxConnections(2);
        try {
            pool.getConnection().close();
            return new DatabaseFile(pool);
        } catch (SQLException e) {
            pool.dispose();
            throw new IllegalArgumentException(
                    "the database file " + base + SUFFIX + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Where connections come from. */
    DataSource dataSource() {
        return pool;
    }

    /** Closes the file with its last connection. */
    @Override
    public void close() {
        pool.dispose();
    }
}
