package com.evaratech.bench.registry;

import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.common.page.OrderedPageRequest.Place;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One way to ask for nodes.
 *
 * @param name as it stands in the marks
 * @param query parameters, without the page
 * @param sort the order, as the API names it
 * @param part of the whole list behind which the page begins; {@code null} for the first page
 */
record ListForm(String name, String query, String sort, @Nullable Part part) {

    private static final String CIRCLE = "near=12.97,77.59&radius_m=20000";
    private static final String WIDE_CIRCLE = "near=12.97,77.59&radius_m=100000";

    /** Where in the list a page begins. */
    enum Part {
        MIDDLE,
        LAST
    }

    private static final List<String> SORTS =
            List.of("registered", "-registered", "label", "-label");

    /** All of them. */
    static List<ListForm> all() {
        var forms = new ArrayList<ListForm>();
        for (String sort : SORTS) {
            forms.add(new ListForm("sort." + sort, "", sort, null));
            for (Part part : Part.values()) {
                var name = "sort.%s.%s".formatted(sort, part.name().toLowerCase(Locale.ROOT));
                forms.add(new ListForm(name, "", sort, part));
            }
        }
        filter(forms, "category", "category=SUMP");
        filter(forms, "kind", "kind=DEEP");
        filter(forms, "community", "community=" + Tree.COMMUNITY);
        filter(forms, "customer", "customer=" + Tree.CUSTOMER);
        filter(forms, "tag.rare", "tag=tag-7");
        filter(forms, "tag.common", "tag=all");
        filter(forms, "status.rare", "status=OFFLINE");
        filter(forms, "status.common", "status=ONLINE");
        filter(forms, "status.category", "status=OFFLINE&category=SUMP");
        filter(forms, "group", "group=" + Tree.GROUP);
        filter(forms, "words.common", "q=north");
        filter(forms, "words.common-two", "q=" + encoded("tank blo"));
        filter(forms, "words.rare", "q=" + encoded("node 4711"));
        filter(forms, "words.none", "q=cistern");
        filter(forms, "words.community", "q=north&community=" + Tree.COMMUNITY);
        filter(forms, "circle", CIRCLE);
        forms.add(new ListForm("circle.distance", CIRCLE, "distance", null));
        forms.add(new ListForm("circle.100km", WIDE_CIRCLE, "distance", null));
        forms.add(new ListForm("circle.words", WIDE_CIRCLE + "&q=north", "label", null));
        forms.add(new ListForm("fields", "fields=id,label,category", "registered", null));
        forms.add(new ListForm("longest", "limit=200", "registered", null));
        forms.add(new ListForm("longest.label", "limit=200&kind=TANK", "label", null));
        return List.copyOf(forms);
    }

    private static void filter(List<ListForm> forms, String name, String query) {
        forms.add(new ListForm(name, query, "registered", null));
        forms.add(new ListForm(name + ".by-label", query, "label", null));
    }

    /** The path to ask for, of the page behind a place. */
    String path(@Nullable Place after) {
        var path = "/api/v1/nodes?sort=" + sort + (query.isEmpty() ? "" : "&" + query);
        if (after == null) {
            return path;
        }
        // A page that has one row too many tells its cursor.
        String cursor =
                new OrderedPageRequest(sort, 1, null)
                        .page(List.of(after, after), place -> place)
                        .next();
        return path + "&cursor=" + Objects.requireNonNull(cursor);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
