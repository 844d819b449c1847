package dev.curfew.aws;

import dev.curfew.core.sweep.UnusedAccess;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.accessanalyzer.AccessAnalyzerClient;
import software.amazon.awssdk.services.accessanalyzer.model.Criterion;
import software.amazon.awssdk.services.accessanalyzer.model.FindingSummaryV2;
import software.amazon.awssdk.services.accessanalyzer.model.ListFindingsV2Response;

/** The active findings of an unused-access analyzer of IAM Access Analyzer. */
public final class AnalyzerUnusedAccess implements UnusedAccess {

    private final AccessAnalyzerClient analyzers;
    private final String analyzer;

    /**
     * @param analyzer its ARN
     */
    public AnalyzerUnusedAccess(AccessAnalyzerClient analyzers, String analyzer) {
        this.analyzers = analyzers;
        this.analyzer = analyzer;
    }

    @Override
    public Page read(@Nullable String marker) {
        Criterion active = Criterion.builder().eq("ACTIVE").build();
        ListFindingsV2Response page =
                analyzers.listFindingsV2(list ->
                        list.analyzerArn(analyzer)
                                .filter(Map.of("status", active))
                                .nextToken(marker));
        return new Page(
                page.findings().stream()
                        .map(AnalyzerUnusedAccess::reported)
                        .flatMap(Optional::stream)
                        .toList(),
                page.nextToken());
    }

    /** What a finding says of a principal; those on single permissions are left to their owner. */
    private static Optional<Reported> reported(FindingSummaryV2 finding) {
        String what =
                switch (finding.findingType()) {
                    case UNUSED_IAM_ROLE -> "role";
                    case UNUSED_IAM_USER_ACCESS_KEY -> "access key";
                    case UNUSED_IAM_USER_PASSWORD -> "password";
                    case UNUSED_PERMISSION,
                            EXTERNAL_ACCESS,
                            INTERNAL_ACCESS,
                            UNKNOWN_TO_SDK_VERSION ->
                            null;
                };
        return what == null || finding.resource() == null
                ? Optional.empty()
                : Optional.of(new Reported(finding.resource(), what));
    }
}
