package io.fairlead.rmif;

/** A request that is answered with ERR. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * @param code as in HTTP: 400 for what makes no sense, 403 for what may not be, 404 for what is not there
     * @param message the whole sentence
     */
    Refusal(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }
}
