package com.evaratech.gateway.documents;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The files that are served, by their paths. */
final class Files {

    private static final String API = "/com/evaratech/api/";
    private static final String OWN = "/com/evaratech/gateway/documents/";
    private static final String SCRIPT = "text/javascript;charset=UTF-8";
    private static final String STYLE = "text/css;charset=UTF-8";
    private static final String PAGE = "text/html;charset=UTF-8";

    private static final Map<String, File> ALL =
            List.of(
                            new File("/api/docs", OWN + "docs.html", PAGE),
                            new File("/api/docs/docs.js", OWN + "docs.js", SCRIPT),
                            new File(
                                    "/api/docs/swagger-ui.css",
                                    OWN + "swagger-ui/swagger-ui.css",
                                    STYLE),
                            new File(
                                    "/api/docs/swagger-ui-bundle.js",
                                    OWN + "swagger-ui/swagger-ui-bundle.js",
                                    SCRIPT),
                            new File("/api/redoc", OWN + "redoc.html", PAGE),
                            new File("/api/redoc/redoc.js", OWN + "redoc.js", SCRIPT),
                            new File(
                                    "/api/redoc/redoc.standalone.js",
                                    OWN + "redoc/redoc.standalone.js",
                                    SCRIPT))
                    .stream()
                    .collect(Collectors.toUnmodifiableMap(File::path, Function.identity()));

    private Files() {}

    /**
     * A file.
     *
     * @param path where it is asked for
     * @param resource where it is packaged
     * @param type its media type
     */
    record File(String path, String resource, String type) {

        /** Whether it is a page, which runs scripts and shows styles. */
        boolean isPage() {
            return type.equals(PAGE);
        }
    }

    /** The file of a page's path. */
    static Optional<File> find(String path) {
        return Optional.ofNullable(ALL.get(path));
    }

    /** All of them. */
    static List<File> all() {
        return List.copyOf(ALL.values());
    }

    /**
     * The document of a version.
     *
     * @param version such as {@code v1}
     * @param ending {@code json} or {@code yaml}
     */
    static File document(String path, String version, String ending) {
        return new File(path, API + "openapi-" + version + "." + ending, "application/" + ending);
    }
}
