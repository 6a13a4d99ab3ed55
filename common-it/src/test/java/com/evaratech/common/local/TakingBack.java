package com.evaratech.common.local;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes connections back as a pool does: before they are lent again they are switched to
 * auto-commit, which commits whatever is open.
 */
public final class TakingBack {

    private TakingBack() {}

    /** The same database, behind such a pool. */
    public static DataSource pooled(DataSource database) {
        return proxy(
                DataSource.class,
                (method, arguments) -> {
                    @Nullable Object answer = invoke(database, method, arguments);
                    return answer instanceof Connection connection ? lend(connection) : answer;
                });
    }

    private static Connection lend(Connection connection) {
        return proxy(
                Connection.class,
                (method, arguments) -> {
                    if (method.getName().equals("close") && !connection.isClosed()) {
                        connection.setAutoCommit(true);
                    }
                    return invoke(connection, method, arguments);
                });
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> call.answer(method, arguments)));
    }

    private static @Nullable Object invoke(
            Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @FunctionalInterface
    private interface Call {
        @Nullable Object answer(Method method, Object @Nullable [] arguments) throws Throwable;
    }
}
