package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.callback.Endpoint.Id;
import io.camelwamp.bridge.callback.Endpoint.Kind;
import io.camelwamp.protocol.MatchPolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/**
 * Keeps endpoints in a database, so that they survive the bridge. Every method waits for the database; each is one transaction
 * that happens as a whole or not at all.
 */
final class EndpointStore {
    /** How many characters a name may have; such are part of the primary key, which databases limit. */
    static final int LONGEST_NAME = 500;

    /** How many characters a URL may have. */
    static final int LONGEST_URL = 2000;

    private static final String WHERE = " WHERE service = ? AND kind = ? AND owner_name = ? AND uri = ?";

    /** What is done within a transaction. */
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final DataSource database;
    private final String service;

    /**
     * A store in a database that other services may share.
     *
     * @param service tells this service's endpoints from those of others
     */
    EndpointStore(DataSource database, String service) {
        this.database = database;
        this.service = service;
    }

    /**
     * Creates what is not there yet.
     *
     * @throws StoreFailure if the database cannot be used
     */
    void prepare() {
        inTransaction("the tables of the callback API cannot be prepared", connection -> {
            StoreSchema.prepare(connection);
            return null;
        });
    }

    /** All endpoints of this service. */
    List<Endpoint> load() {
        return inTransaction("the endpoints cannot be read", connection -> {
            String query = "SELECT owner_name, kind, uri, match_policy, invoke_policy, url FROM wamp_callback"
                    + " WHERE service = ? ORDER BY owner_name, kind, uri";
            try (PreparedStatement select = connection.prepareStatement(query)) {
                select.setString(1, service);
                try (ResultSet rows = select.executeQuery()) {
                    List<Endpoint> endpoints = new ArrayList<>();
                    while (rows.next()) {
                        endpoints.add(endpoint(rows));
                    }
                    return endpoints;
                }
            }
        });
    }

    private static Endpoint endpoint(ResultSet row) throws SQLException {
        return new Endpoint(
                new Id(row.getString("owner_name"), Kind.valueOf(row.getString("kind")), row.getString("uri")),
                MatchPolicy.of(row.getString("match_policy")),
                row.getString("invoke_policy"),
                row.getString("url"));
    }

    /** Adds endpoints, or replaces those with the same ids. */
    void save(Collection<Endpoint> endpoints) {
        inTransaction("the endpoints cannot be stored", connection -> {
            for (Endpoint endpoint : endpoints) {
                if (!update(connection, endpoint)) {
                    insert(connection, endpoint);
                }
            }
            return null;
        });
    }

    private boolean update(Connection connection, Endpoint endpoint) throws SQLException {
        String command = "UPDATE wamp_callback SET match_policy = ?, invoke_policy = ?, url = ?" + WHERE;
        try (PreparedStatement update = connection.prepareStatement(command)) {
            update.setString(1, endpoint.match().wireName());
            update.setString(2, endpoint.invoke());
            update.setString(3, endpoint.url());
            setId(update, 4, endpoint.id());
            return update.executeUpdate() > 0;
        }
    }

    private void insert(Connection connection, Endpoint endpoint) throws SQLException {
        String command = "INSERT INTO wamp_callback"
                + " (service, kind, owner_name, uri, match_policy, invoke_policy, url) VALUES (?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(command)) {
            setId(insert, 1, endpoint.id());
            insert.setString(5, endpoint.match().wireName());
            insert.setString(6, endpoint.invoke());
            insert.setString(7, endpoint.url());
            insert.executeUpdate();
        }
    }

    private void setId(PreparedStatement statement, int first, Id id) throws SQLException {
        statement.setString(first, service);
        statement.setString(first + 1, id.kind().name());
        statement.setString(first + 2, id.owner());
        statement.setString(first + 3, id.name());
    }

    /** Takes endpoints away, as far as they are there. */
    void delete(Collection<Id> ids) {
        inTransaction("the endpoints cannot be taken out of the store", connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM wamp_callback" + WHERE)) {
                for (Id id : ids) {
                    setId(delete, 1, id);
                    delete.executeUpdate();
                }
            }
            return null;
        });
    }

    private <T> T inTransaction(String failure, Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StoreFailure(failure, e);
        }
    }
}
