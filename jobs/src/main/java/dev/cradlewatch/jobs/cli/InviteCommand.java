package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.kafka.HouseholdRegistry;
import dev.cradlewatch.connectors.kafka.LogWriter;
import dev.cradlewatch.console.access.AccessPolicy;
import dev.cradlewatch.console.access.Invitations;
import dev.cradlewatch.jobs.cluster.config.SystemConfig;
import dev.cradlewatch.operators.access.Role;
import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.Household;
import java.io.IOException;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets the first people in; they invite the others on the page. */
@Command(
        name = "invite",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a link that signs somebody in to the console, once, within two days.",
            "With --household and --name: a caregiver, who is made known to the household if they are not yet.",
            "With --analyst: somebody who asks the history of all households."
        })
final class InviteCommand implements Callable<Integer> {
    private static final int MOST_NAME_CHARACTERS = 64;
    private static final String DEFAULT_ADDRESS = "http://127.0.0.1:8080";

    @Option(
            names = "--household",
            paramLabel = "ID",
            converter = IdConverter.class,
            description = "Household whose caregiver it is for.")
    private Optional<String> household = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "What the others call the caregiver.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--analyst", paramLabel = "NAME", description = "Name of an analyst.")
    private Optional<String> analyst = Optional.empty();

    @Option(
            names = "--address",
            paramLabel = "URL",
            description = "Where people reach the console (default: as --system says, or " + DEFAULT_ADDRESS + ").")
    private Optional<URI> address = Optional.empty();

    @Mixin
    private BrokerOptions brokers = new BrokerOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var isCaregiver = household.isPresent() && name.isPresent() && analyst.isEmpty();
        var isAnalyst = household.isEmpty() && name.isEmpty() && analyst.isPresent();
        if (!isCaregiver && !isAnalyst) {
            throw new ParameterException(spec.commandLine(), "expected --household and --name, or --analyst");
        }
        var shown = name.or(() -> analyst).orElseThrow();
        if (shown.isBlank()
                || shown.length() > MOST_NAME_CHARACTERS
                || shown.chars().anyMatch(Character::isISOControl)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "name: expected 1 to %d characters in one line".formatted(MOST_NAME_CHARACTERS));
        }
        var cluster = brokers.cluster();
        var person = isCaregiver ? caregiver(new HouseholdRegistry(cluster), household.orElseThrow(), shown) : shown;
        try (var log = new LogWriter(cluster)) {
            var made = new Invitations(log, AccessPolicy.defaults().invitationFor())
                    .make(household.orElse(""), person, isCaregiver ? Role.CAREGIVER : Role.ANALYST);
            var out = spec.commandLine().getOut();
            out.printf("%s%n", made.link(page()));
            out.printf("It signs %s in once, until %s.%n", shown, made.expires().truncatedTo(ChronoUnit.MINUTES));
            out.flush();
        }
        return 0;
    }

    private URI page() {
        return address.or(() -> brokers.system().config().map(SystemConfig::console))
                .orElseGet(() -> URI.create(DEFAULT_ADDRESS));
    }

    /** The id of the caregiver of this name, who is added if nobody has it. */
    private static String caregiver(HouseholdRegistry registry, String id, String name)
            throws IOException, InterruptedException {
        var before = registry.read(id);
        var known = before.caregivers().stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
        if (known.isPresent()) {
            return known.get().id();
        }
        var person = free(before, name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
        var people = new ArrayList<>(before.caregivers());
        people.add(new Caregiver(person, name, List.of()));
        registry.put(new Household(id, before.name(), people, before.escalateAfter(), before.homeAssistant()));
        return person;
    }

    private static String free(Household household, String wanted) {
        var id = wanted;
        for (var count = 2; household.caregiver(id).isPresent(); count++) {
            id = wanted + "-" + count;
        }
        return id;
    }
}
