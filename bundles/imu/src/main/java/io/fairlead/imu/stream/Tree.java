package io.fairlead.imu.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a message as far as they have been read: the open objects and arrays from the outside in. */
final class Tree {
    private final Deque<Node> open = new ArrayDeque<>();

    /** An open object or array; exactly one of the two is there. */
    private static final class Node {
        final @Nullable Map<String, @Nullable Object> members;
        final @Nullable List<@Nullable Object> elements;
        String name = "";

        Node(boolean array) {
            members = array ? null : new LinkedHashMap<>();
            elements = array ? new ArrayList<>() : null;
        }
    }

    int depth() {
        return open.size();
    }

    void begin(boolean array) {
        Node node = new Node(array);
        if (!open.isEmpty()) {
            add(array ? node.elements : node.members);
        }
        open.push(node);
    }

    /** Says whether the innermost open value is an object. */
    boolean inObject() {
        Node node = open.peek();
        return node != null && node.members != null;
    }

    void name(String name) {
        open.element().name = name;
    }

    void add(@Nullable Object value) {
        Node node = open.element();
        if (node.members != null) {
            node.members.put(node.name, value);
        } else if (node.elements != null) {
            node.elements.add(value);
        }
    }

    /** Ends the innermost open value; returns the whole message if that was the outermost, else null. */
    @Nullable
    Map<String, @Nullable Object> end() {
        Node node = open.pop();
        return open.isEmpty() ? node.members : null;
    }

    void clear() {
        open.clear();
    }
}
