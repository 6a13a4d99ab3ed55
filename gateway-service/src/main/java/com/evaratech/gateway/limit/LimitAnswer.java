package com.evaratech.gateway.limit;

import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.gateway.limit.Verdict.Balance;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells callers how they stand: in the headers that most clients know, and in those of the IETF's
 * draft (draft-ietf-httpapi-ratelimit-headers), which name each limit.
 */
final class LimitAnswer {

    private LimitAnswer() {}

    /** Tells the caller, and goes on or answers 429. */
    static void settle(RoutingContext context, Verdict verdict, Runnable then) {
        if (context.response().closed()) {
            return;
        }
        tell(context, verdict);
        verdict.retryAfter().ifPresentOrElse(wait -> refuse(context, verdict, wait), then);
    }

    private static void tell(RoutingContext context, Verdict verdict) {
        HttpServerResponse response = context.response();
        Balance tightest = verdict.tightest();
        response.putHeader(
                        "X-RateLimit-Limit", Integer.toString(tightest.draw().quota().perMinute()))
                .putHeader("X-RateLimit-Remaining", Long.toString(tightest.remaining()))
                .putHeader("RateLimit-Policy", list(verdict.balances(), LimitAnswer::policy))
                .putHeader("RateLimit", list(verdict.balances(), LimitAnswer::balance));
    }

    private static void refuse(RoutingContext context, Verdict verdict, Duration wait) {
        Draw empty =
                verdict.balances().stream()
                        .filter(Balance::isEmpty)
                        .map(Balance::draw)
                        .findFirst()
                        .orElseGet(() -> verdict.tightest().draw());
        ProblemWriter.answer(
                context, new LimitProblem(empty.limit(), empty.quota().perMinute(), wait));
    }

    private static String list(List<Balance> balances, Function<Balance, String> item) {
        return balances.stream().map(item).collect(Collectors.joining(", "));
    }

    private static String policy(Balance balance) {
        Draw draw = balance.draw();
        return named(draw) + ";q=" + draw.quota().perMinute() + ";w=" + Quota.WINDOW_SECONDS;
    }

    private static String balance(Balance balance) {
        long wait = balance.draw().quota().secondsUntilFull(balance.owedMicros());
        return named(balance.draw()) + ";r=" + balance.remaining() + ";t=" + wait;
    }

    private static String named(Draw draw) {
        return '"' + draw.limit().code() + '"';
    }
}
