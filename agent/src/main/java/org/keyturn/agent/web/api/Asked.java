package org.keyturn.agent.web.api;

import java.util.Map;

/**
 * A request as it came in, its path one of the API's.
 *
 * @param path below {@link Api#BASE}
 * @param query as it stands after the question mark, decoded
 * @param queryText the same as it came
 * @param authorization the header; empty where there is none
 * @param key the header {@code Idempotency-Key}; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
public record Asked(
    Method method,
    String path,
    Map<String, String> query,
    String queryText,
    String authorization,
    String key,
    byte[] body) {}
