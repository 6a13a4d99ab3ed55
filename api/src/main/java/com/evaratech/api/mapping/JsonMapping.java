package com.evaratech.api.mapping;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Maps JSON while it passes, in constant memory: names of fields, and the few texts that are
 * written otherwise. All else goes byte by byte as it came, numbers and blanks included. It takes
 * what is no JSON without complaint; whoever reads it will say so.
 */
public final class JsonMapping {

    // No name and no path of ours comes near; a longer one is somebody's, and goes as it came.
    private static final int LONGEST_TEXT = 8 << 10;
    // Nothing of ours is a tenth as deep; what is deeper is passed on as it came, and refused.
    private static final int DEEPEST = 256;

    private static final Place DATA = new Place();

    static {
        DATA.mark(".", Place.What.DATA);
    }

    /** What the next bytes belong to. */
    private enum In {
        STRUCTURE,
        TEXT,
        /** Text that is held back until it is whole. */
        HELD_TEXT,
        /** A literal that stands for how a list goes on. */
        PAGE_LITERAL,
        /** What cannot be followed any more. */
        THE_REST
    }

    private record Frame(boolean isObject, Place place) {}

    private final Place root;
    private final Wording wording;
    private final boolean isLines;
    private final Deque<Frame> open = new ArrayDeque<>();
    private final Bytes out = new Bytes();
    private final Bytes held = new Bytes();

    private In in = In.STRUCTURE;
    private boolean isKeyNext;
    private boolean isEscaped;
    private Place valuePlace;

    /**
     * @param root what is known of the body
     * @param isLines whether each line is a document of its own
     */
    public JsonMapping(Place root, Wording wording, boolean isLines) {
        this.root = root;
        this.wording = wording;
        this.isLines = isLines;
        this.valuePlace = root;
    }

    /** Takes the next part of the body and gives what is ready; possibly nothing. */
    public byte[] feed(byte[] bytes) {
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            boolean wasHeld = isHolding();
            if (isLines && bytes[i] == '\n' && in != In.THE_REST) {
                from = beginLine(bytes, from, i);
                continue;
            }
            switch (in) {
                case STRUCTURE -> structure(bytes[i]);
                case TEXT -> text(bytes[i]);
                case HELD_TEXT -> heldText(bytes[i]);
                case PAGE_LITERAL -> pageLiteral(bytes[i]);
                case THE_REST -> {}
            }
            if (!wasHeld && isHolding()) {
                // The byte that begins what is held back is held back with it.
                out.add(bytes, from, i);
                held.add(bytes, i, i + 1);
                from = i + 1;
            } else if (wasHeld && isHolding()) {
                held.add(bytes, i, i + 1);
                giveUpIfTooLong();
                from = i + 1;
            } else if (wasHeld) {
                from = i + release(bytes, i);
            }
        }
        if (from < bytes.length) {
            out.add(bytes, from, bytes.length);
        }
        return out.take();
    }

    /** Gives what was held back of a body that ended in the middle of it. */
    public byte[] end() {
        held.moveTo(out);
        return out.take();
    }

    private boolean isHolding() {
        return in == In.HELD_TEXT || in == In.PAGE_LITERAL;
    }

    private int beginLine(byte[] bytes, int from, int at) {
        if (!isHolding()) {
            out.add(bytes, from, at);
        }
        held.moveTo(out);
        out.add("\n");
        open.clear();
        in = In.STRUCTURE;
        isKeyNext = false;
        isEscaped = false;
        valuePlace = root;
        return at + 1;
    }

    private void structure(byte next) {
        switch (next) {
            case '{' -> push(true);
            case '[' -> push(false);
            case '}', ']' -> {
                if (!open.isEmpty()) {
                    open.pop();
                }
                isKeyNext = false;
            }
            case ',' -> {
                @Nullable Frame frame = open.peek();
                isKeyNext = frame != null && frame.isObject();
                valuePlace = frame == null ? root : frame.place();
            }
            case ':' -> isKeyNext = false;
            case '"' -> in = isWanted() ? In.HELD_TEXT : In.TEXT;
            case ' ', '\t', '\r', '\n' -> {}
            default -> {
                if (!isKeyNext && valuePlace.what() == Place.What.PAGE) {
                    in = In.PAGE_LITERAL;
                }
            }
        }
    }

    private void push(boolean isObject) {
        if (open.size() == DEEPEST) {
            in = In.THE_REST;
            return;
        }
        open.push(new Frame(isObject, valuePlace));
        isKeyNext = isObject;
    }

    private boolean isWanted() {
        if (isKeyNext) {
            @Nullable Frame frame = open.peek();
            return frame != null && frame.place().what() != Place.What.DATA;
        }
        return switch (valuePlace.what()) {
            case PLAIN, DATA -> false;
            case PATH, NAMES, FIELD, PAGE -> true;
        };
    }

    private void text(byte next) {
        if (endsText(next)) {
            in = In.STRUCTURE;
        }
    }

    private void heldText(byte next) {
        if (endsText(next)) {
            in = In.STRUCTURE;
        }
    }

    private boolean endsText(byte next) {
        if (isEscaped) {
            isEscaped = false;
            return false;
        }
        isEscaped = next == '\\';
        return next == '"';
    }

    private void pageLiteral(byte next) {
        if (next == ',' || next == '}' || next == ']' || next <= ' ') {
            in = In.STRUCTURE;
        }
    }

    private void giveUpIfTooLong() {
        if (held.length() > LONGEST_TEXT) {
            held.moveTo(out);
            in = In.TEXT;
        }
    }

    /**
     * Writes what was held back, now that it is whole; how many bytes of the last are done with.
     */
    private int release(byte[] bytes, int at) {
        if (bytes[at] != '"') {
            // A literal ends before the byte that ends it.
            String literal = held.takeText();
            out.add(literal.equals("null") ? wording.page("") : literal);
            structure(bytes[at]);
            return 0;
        }
        String text = held.takeText().substring(1);
        if (isKeyNext) {
            key(text);
        } else if (valuePlace.what() == Place.What.PAGE) {
            out.add(wording.page(text));
        } else {
            out.add("\"" + wording.text(valuePlace.what(), text) + "\"");
        }
        return 1;
    }

    private void key(String name) {
        @Nullable Frame frame = open.peek();
        Place object = frame == null ? DATA : frame.place();
        valuePlace = object.child(wording.known(name));
        boolean isPage = valuePlace.what() == Place.What.PAGE;
        String written = isPage ? wording.pageName() : wording.name(name);
        out.add("\"" + written + "\"");
    }

    /** The whole of a body that is there at once. */
    public static byte[] whole(byte[] body, Place root, Wording wording, boolean isLines) {
        JsonMapping mapping = new JsonMapping(root, wording, isLines);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(body.length);
        whole.writeBytes(mapping.feed(body));
        whole.writeBytes(mapping.end());
        return whole.toByteArray();
    }

    /** The whole of a text that is there at once. */
    public static String whole(String body, Place root, Wording wording) {
        byte[] mapped = whole(body.getBytes(StandardCharsets.UTF_8), root, wording, false);
        return new String(mapped, StandardCharsets.UTF_8);
    }
}
