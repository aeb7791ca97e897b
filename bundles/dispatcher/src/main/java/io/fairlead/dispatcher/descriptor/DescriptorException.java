package io.fairlead.dispatcher.descriptor;

/** A text is no descriptor. The message names the word, what is wrong with it, and what to write instead. */
public final class DescriptorException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param word the word that is wrong; empty where one is missing
     * @param message what is wrong
     * @param cure what to write instead
     */
    public DescriptorException(String word, String message, String cure) {
        super((word.isEmpty() ? "" : word + ": ") + message + "; " + cure);
    }
}
