package dev.curfew.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Writes a DynamoDB transaction, again when it met another one on the same item (which the SDK does
 * not retry). See
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
final class Transactions {

    private static final int ATTEMPTS = 12;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(640);

    private final DynamoDbClient dynamo;

    Transactions(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    sealed interface Result {}

    record Written() implements Result {}

    /** The positions of the writes whose condition did not hold. Nothing was written. */
    record Refused(List<Integer> indexes) implements Result {}

    Result write(List<TransactWriteItem> writes) {
        for (int attempt = 0; ; attempt++) {
            try {
                dynamo.transactWriteItems(transaction -> transaction.transactItems(writes));
                return new Written();
            } catch (TransactionCanceledException canceled) {
                List<Integer> refused = withCode(canceled, "ConditionalCheckFailed");
                if (!refused.isEmpty()) {
                    return new Refused(refused);
                }
                boolean met = !withCode(canceled, "TransactionConflict").isEmpty();
                if (!met || attempt + 1 >= ATTEMPTS) {
                    throw canceled;
                }
                pause(attempt);
            }
        }
    }

    private static List<Integer> withCode(TransactionCanceledException canceled, String code) {
        List<CancellationReason> reasons = canceled.cancellationReasons();
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < reasons.size(); i++) {
            if (code.equals(reasons.get(i).code())) {
                indexes.add(i);
            }
        }
        return indexes;
    }

    /** Full jitter, so that writers that met once do not meet again. */
    private static void pause(int attempt) {
        long longest = Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << attempt);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
    }
}
