package dev.postern.bridge.disclosure;

/**
 * One reason of a policy decision, fit for the asker's eyes.
 *
 * @param code stable
 * @param message what a clinician understands; never content
 * @param control the control that speaks
 */
public record Reason(String code, String message, String control) {}
