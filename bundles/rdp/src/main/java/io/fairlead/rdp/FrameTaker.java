package io.fairlead.rdp;

/** Takes a pipe's frames, in order. */
@FunctionalInterface
public interface FrameTaker {
    /** Takes a frame. */
    void frame(Frame frame);
}
