package io.fairlead.dispatcher.dispatch;

/** A request that cannot be understood; the message says which part, and what it should be. */
public final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param sentence goes to the client as Dispatcher-Failures; what such a field cannot carry becomes a question mark */
    public BadRequestException(String sentence) {
        super(sentence.replaceAll("[^ -~]", "?"));
    }
}
