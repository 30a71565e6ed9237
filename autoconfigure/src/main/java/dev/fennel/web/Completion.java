package dev.fennel.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended.
 *
 * @param request the request, as the outermost filter saw it
 * @param response the response, as the outermost filter saw it
 * @param status the status that the client got
 * @param error what ended the request, if anything did
 */
record Completion(HttpServletRequest request, HttpServletResponse response, int status, @Nullable Throwable error) {
}
