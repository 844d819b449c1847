package dev.curfew.cli.cloud;

import java.net.URI;

/** How to reach a local cloud. Its keys open nothing but that cloud. */
public record LocalAccess(
        URI endpoint, String region, String accessKeyId, String secretAccessKey) {}
