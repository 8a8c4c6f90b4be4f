package dev.cradlewatch.models.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MemoryBudgetTest {

    private static final long MB = 1 << 20;

    private final MemoryBudget budget = new MemoryBudget(100 * MB);

    @Test
    void lendsBytesAndTakesThemBack() throws Exception {
        try (var permit = budget.take("run", 60 * MB)) {
            assertThat(permit.bytes()).isEqualTo(60 * MB);
            assertThat(budget.usage().heldBytes()).isEqualTo(60 * MB);
            permit.close();
            assertThat(budget.usage().heldBytes()).isZero();
        }
        assertThat(budget.usage())
                .isEqualTo(
                        new MemoryBudget.Usage(100 * MB, 0, 0, 1, budget.usage().waited()));
    }

    @Test
    void isNeverExceededByManyThreads() throws Exception {
        int threads = 8;
        var held = new AtomicLong();
        var most = new AtomicLong();
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var seeds = new AtomicLong();
            var runs = Collections.nCopies(threads, (Callable<Void>) () -> {
                var random = new Random(seeds.incrementAndGet());
                for (int i = 0; i < 2000; i++) {
                    long bytes = random.nextLong(60 * MB);
                    try (var permit = budget.take("run", bytes)) {
                        most.accumulateAndGet(held.addAndGet(bytes), Math::max);
                        Thread.yield();
                        held.addAndGet(-bytes);
                    }
                }
                return null;
            });
            for (var run : pool.invokeAll(runs)) {
                run.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(most.get()).isBetween(60 * MB, 100 * MB);
        assertThat(budget.usage().heldBytes()).isZero();
        assertThat(budget.usage().grants()).isEqualTo(threads * 2000);
    }

    /** The second ask would fit, but the first came before it. */
    @Test
    void servesFirstComeFirst() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        var holder = budget.take("holder", 50 * MB);
        var large = ask("large", 80 * MB, order);
        awaitWaiting(1);
        var small = ask("small", 30 * MB, order);
        awaitWaiting(2);

        holder.close();
        large.get();
        small.get();

        assertThat(order).containsExactly("large", "small");
        assertThat(budget.usage().waited()).isGreaterThan(Duration.ZERO);
    }

    @Test
    void refusesAtOnceWhatCanNeverFit() {
        assertThat(budget.fits(100 * MB)).isTrue();
        assertThat(budget.fits(100 * MB + 1)).isFalse();
        assertThatThrownBy(() -> budget.take("color-ref on 1024 x 1024", 100 * MB + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "color-ref on 1024 x 1024 needs 104,857,601 bytes of native memory: the budget is 104,857,600"
                                + " (raise the budget, or lower the picture size)");
        assertThatThrownBy(() -> new MemoryBudget(100)).hasMessageContaining("memory budget of 100 bytes");
    }

    @Test
    void holdsNothingForAThreadInterruptedWhileItWaits() throws Exception {
        var holder = budget.take("holder", 60 * MB);
        var waiter = new Waiter();
        var thread = new Thread(waiter.task);
        thread.start();
        awaitWaiting(1);

        thread.interrupt();

        assertThat(waiter.task.get()).isEqualTo("interrupted");
        assertThat(budget.usage().waiting()).isZero();
        holder.close();
        assertThat(budget.usage().heldBytes()).isZero();
    }

    @Test
    void isSharedBySubtasksThatNameTheSameNumber() {
        try (var one = SharedMemoryBudget.lease(10 * MB);
                var two = SharedMemoryBudget.lease(10 * MB);
                var other = SharedMemoryBudget.lease(20 * MB)) {
            assertThat(one.value()).isSameAs(two.value()).isNotSameAs(other.value());
        }
    }

    private FutureTask<Void> ask(String name, long bytes, List<String> order) {
        var task = new FutureTask<Void>(() -> {
            try (var permit = budget.take(name, bytes)) {
                order.add(name);
            }
            return null;
        });
        new Thread(task).start();
        return task;
    }

    private void awaitWaiting(int waiting) throws InterruptedException {
        while (budget.usage().waiting() < waiting) {
            if (Thread.interrupted()) {
                throw new InterruptedException("nobody waits");
            }
            Thread.onSpinWait();
        }
    }

    private final class Waiter {
        private final FutureTask<String> task = new FutureTask<>(() -> {
            try (var permit = budget.take("waiter", 60 * MB)) {
                return "granted";
            } catch (InterruptedException e) {
                return "interrupted";
            }
        });
    }
}
