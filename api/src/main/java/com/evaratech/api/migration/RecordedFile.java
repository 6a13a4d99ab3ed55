package com.evaratech.api.migration;

/** Files with recorded requests, in the two forms that tools write. */
public final class RecordedFile {

    private RecordedFile() {}

    /**
     * Rewrites a file: an HTTP archive (HAR 1.2) as browsers write it, or a text with requests as
     * editors send them ({@code .http}), parted by lines that begin with {@code ###}.
     *
     * @throws IllegalArgumentException when it looks like an archive and is none
     */
    public static Rewritten rewrite(String text) {
        RequestMigration migration = new RequestMigration();
        return text.stripLeading().startsWith("{")
                ? new Archive(migration).rewrite(text)
                : new HttpText(migration).rewrite(text);
    }
}
