package com.evaratech.bench.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.bench.registry.ListForm.Part;
import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.common.page.OrderedPageRequest.Place;
import org.junit.jupiter.api.Test;

class ListFormTest {

    @Test
    void shouldHaveANameOfItsOwnForEachForm() {
        assertThat(ListForm.all()).extracting(ListForm::name).doesNotHaveDuplicates();
    }

    @Test
    void shouldAskForTheFirstPageWithoutCursor() {
        var form = new ListForm("category", "category=SUMP", "label", null);

        assertThat(form.path(null)).isEqualTo("/api/v1/nodes?sort=label&category=SUMP");
    }

    @Test
    void shouldAskForThePageBehindAPlaceWithTheCursorOfTheRegistry() {
        var form = new ListForm("middle", "", "label", Part.MIDDLE);
        var place = new Place("North tank 7", 70_001);

        var path = form.path(place);

        var cursor = path.substring(path.indexOf("cursor=") + "cursor=".length());
        assertThat(OrderedPageRequest.of("label", null, cursor).after()).isEqualTo(place);
    }
}
