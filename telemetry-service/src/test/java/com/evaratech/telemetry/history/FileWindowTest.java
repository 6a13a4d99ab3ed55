package com.evaratech.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FileWindowTest {

    private static final Cells COMMA = new Cells(',');

    @Test
    void shouldReadRecordsWithTheirLines() {
        var window = window("a,b\r\n\n1,\"x\ny\"\n2,z", true);

        assertThat(records(window))
                .containsExactly(
                        new FileWindow.Raw(1, "a,b", false),
                        new FileWindow.Raw(3, "1,\"x\ny\"", false),
                        new FileWindow.Raw(5, "2,z", false));
        assertThat(window.line()).isEqualTo(6);
    }

    @Test
    void shouldLeaveWhatIsNotWholeForTheNextWindow() {
        var window = window("1,2\n3,", false);

        assertThat(records(window)).hasSize(1);
        assertThat(window.consumed()).isEqualTo(4);
        assertThat(records(window("1,\"2\n", false))).isEmpty();
    }

    @Test
    void shouldTakeTheLineAloneWhoseQuoteNeverEnds() {
        String rest = "2,b\n".repeat(200);

        assertThat(records(window("1,\"a\n" + rest, true)))
                .hasSize(201)
                .startsWith(new FileWindow.Raw(1, "1,\"a", false));
    }

    @Test
    void shouldMindNoQuoteWithinAValue() {
        assertThat(records(window("1,5\" pipe\n2,6\" pipe\n", true))).hasSize(2);
    }

    @Test
    void shouldPassOverALineThatIsLongerThanAny() {
        var window = window("x".repeat(70_000) + "\n1,2\n", true);

        List<FileWindow.Raw> records = records(window);

        assertThat(records).hasSize(2);
        assertThat(records.getFirst().isTooLong()).isTrue();
        assertThat(records.getLast()).isEqualTo(new FileWindow.Raw(2, "1,2", false));
    }

    @Test
    void shouldTakeOffTheQuotesAroundAWholeRecord() {
        assertThat(COMMA.split("\"2025-06-06T12:07:37+02:00,1,3,\"\"[06-06-2025] GPS OK, \"\"\""))
                .containsExactly("2025-06-06T12:07:37+02:00", "1", "3", "[06-06-2025] GPS OK, ");
        assertThat(COMMA.split("1,\"118,118\",")).containsExactly("1", "118,118", "");
    }

    @Test
    void shouldKnowTheSeparatorByTheLineOfNames() {
        assertThat(Cells.of("recorded_at;ph;tds_ppm").separator()).isEqualTo(';');
        assertThat(Cells.of("recorded_at\tph").separator()).isEqualTo('\t');
        assertThat(Cells.of("recorded_at,ph").separator()).isEqualTo(',');
    }

    /** Whatever stands in cells, and wherever the file is cut, the same records come out. */
    @Property(tries = 200)
    void shouldReadBackWhatIsWrittenByTheRules(
            @ForAll @Size(min = 1, max = 20)
                    List<@Size(min = 2, max = 4) List<@StringLength(max = 12) String>> table,
            @ForAll @IntRange(min = 1, max = 400) int cut) {
        List<List<String>> rows =
                table.stream()
                        .map(row -> row.stream().map(FileWindowTest::plain).toList())
                        .toList();
        byte[] file =
                rows.stream()
                        .map(row ->
                                row.stream()
                                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                                        .collect(Collectors.joining(",")))
                        .collect(Collectors.joining("\n", "", "\n"))
                        .getBytes(StandardCharsets.UTF_8);

        var read = new ArrayList<List<String>>();
        int at = 0;
        int size = cut;
        while (at < file.length) {
            int end = Math.min(file.length, at + size);
            var window =
                    new FileWindow(COMMA, Arrays.copyOfRange(file, at, end), end == file.length, 1);
            records(window).forEach(raw -> read.add(COMMA.split(raw.text())));
            // Windows are far longer than records; here one that was not is read with the next.
            size = window.consumed() == 0 ? size + cut : cut;
            at += window.consumed();
        }
        assertThat(read).isEqualTo(rows);
    }

    /** Lone halves of pairs are no UTF-8, and carriage returns at a line's end belong to it. */
    private static String plain(String cell) {
        return cell.replaceAll("[\\p{Cs}\\r]", "_");
    }

    private static FileWindow window(String text, boolean isEnd) {
        return new FileWindow(COMMA, text.getBytes(StandardCharsets.UTF_8), isEnd, 1);
    }

    private static List<FileWindow.Raw> records(FileWindow window) {
        var records = new ArrayList<FileWindow.Raw>();
        for (var next = window.next(); next.isPresent(); next = window.next()) {
            records.add(next.get());
        }
        return records;
    }
}
