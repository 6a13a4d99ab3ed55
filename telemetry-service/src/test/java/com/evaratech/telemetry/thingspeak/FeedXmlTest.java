package com.evaratech.telemetry.thingspeak;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FeedXmlTest {

    @Test
    void shouldTellAFeedAsThingSpeakDoes() {
        var row =
                new JsonObject()
                        .put("created_at", "2014-02-26T12:49:04Z")
                        .put("entry_id", 6_060_649L)
                        .put("field1", "160")
                        .put("field2", null);
        var channel =
                new JsonObject()
                        .put("id", 9L)
                        .put("name", "my_house")
                        .put("latitude", "40.44")
                        .put("public_flag", false)
                        .put("last_entry_id", null)
                        .put("tags", new JsonArray())
                        .put("feeds", new JsonArray().add(row));

        assertThat(FeedXml.of("channel", channel))
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <channel>
                          <id type="integer">9</id>
                          <name>my_house</name>
                          <latitude type="decimal">40.44</latitude>
                          <public-flag type="boolean">false</public-flag>
                          <last-entry-id type="integer" nil="true"/>
                          <tags type="array"/>
                          <feeds type="array">
                            <feed>
                              <created-at type="dateTime">2014-02-26T12:49:04Z</created-at>
                              <entry-id type="integer">6060649</entry-id>
                              <field1>160</field1>
                              <field2 nil="true"/>
                            </feed>
                          </feeds>
                        </channel>
                        """);
    }

    @Test
    void shouldReplaceSignsThatXmlHasNoWayToSay() throws Exception {
        assertThat(readBack("a\u0001b\uffffc\ud800d\ud83d\udca7"))
                .isEqualTo("a\ufffdb\ufffdc\ufffdd\ud83d\udca7");
    }

    @Property(tries = 500)
    void shouldBeReadBackAsItWasSent(@ForAll String sent) throws Exception {
        var expected = new StringBuilder();
        sent.codePoints()
                .map(sign -> isXml(sign) ? sign : 0xfffd)
                .forEach(expected::appendCodePoint);

        assertThat(readBack(sent)).isEqualTo(expected.toString());
    }

    /** By production [2] of XML 1.0. */
    private static boolean isXml(int sign) {
        return sign == 0x9
                || sign == 0xA
                || sign == 0xD
                || (sign >= 0x20 && sign <= 0xD7FF)
                || (sign >= 0xE000 && sign <= 0xFFFD)
                || sign >= 0x10000;
    }

    private static String readBack(String value) throws Exception {
        String xml = FeedXml.of("feed", new JsonObject().put("status", value));
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(xml)));
        return document.getElementsByTagName("status").item(0).getTextContent();
    }
}
