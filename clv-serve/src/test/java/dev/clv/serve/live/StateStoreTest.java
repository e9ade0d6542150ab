package dev.clv.serve.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both stores, by the same rules. */
class StateStoreTest {

    @TempDir
    Path folder;

    private StateStore open(String kind) {
        return kind.equals("memory") ? StateStore.inMemory() : DurableStore.open(folder.resolve("states"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(List<byte[]> events) {
        return events.stream()
                .map(event -> new String(event, StandardCharsets.UTF_8))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "durable"})
    void whatWasAppendedIsThereUntilASnapshotStandsForIt(String kind) {
        try (StateStore store = open(kind)) {
            assertThat(store.load("a").appended()).isZero();
            store.append("a", 0, bytes("one"));
            store.append("ab", 0, bytes("other"));
            store.append("a", 1, bytes("two"));
            assertThat(texts(store.load("a").events())).containsExactly("one", "two");
            assertThat(store.load("a").snapshot()).isNull();

            store.replace("a", 2, bytes("both"), false);
            store.append("a", 2, bytes("three"));
            StateStore.Saved saved = store.load("a");
            assertThat(saved.snapshot()).isEqualTo(bytes("both"));
            assertThat(texts(saved.events())).containsExactly("three");
            assertThat(saved.appended()).isEqualTo(3);
            assertThat(texts(store.events("a"))).containsExactly("three");
            assertThat(texts(store.load("ab").events())).containsExactly("other");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "durable"})
    void eventsAreKeptBesideTheSnapshotWhereTheyAreWanted(String kind) {
        try (StateStore store = open(kind)) {
            for (int i = 0; i < 300; i++) {
                store.append("a", i, bytes("event " + i));
                if (i % 100 == 50) {
                    store.replace("a", i + 1, bytes("snapshot " + i), true);
                }
            }
            assertThat(texts(store.events("a")))
                    .hasSize(300)
                    .startsWith("event 0")
                    .endsWith("event 299");
            assertThat(texts(store.load("a").events())).hasSize(49).startsWith("event 251");
            assertThat(store.load("a").appended()).isEqualTo(300);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "durable"})
    void allCustomersAreListedOnceWhateverIsKeptOfThem(String kind) {
        try (StateStore store = open(kind)) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String id = "é" + "x".repeat(i % 7) + i;
                ids.add(id);
                if (i % 3 > 0) {
                    store.append(id, 0, bytes("event"));
                }
                if (i % 3 < 2) {
                    store.replace(id, 1, bytes("snapshot"), i % 2 == 0);
                }
            }
            List<String> found = new ArrayList<>();
            store.customers(found::add);
            assertThat(found).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(store.note()).isNull();
            store.note("one");
            store.note("two");
            assertThat(store.note()).isEqualTo("two");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "durable"})
    void aRemovedCustomerIsGoneAndTheOthersStay(String kind) {
        try (StateStore store = open(kind)) {
            for (String id : List.of("a", "ab", "b")) {
                store.append(id, 0, bytes("event"));
                store.replace(id, 1, bytes("snapshot"), true);
            }
            assertThat(store.remove("a")).isTrue();
            assertThat(store.remove("a")).isFalse();
            assertThat(store.remove("nobody")).isFalse();
            store.erase();
            assertThat(store.load("a").appended()).isZero();
            assertThat(store.events("a")).isEmpty();
            assertThat(store.load("ab").appended()).isEqualTo(1);
            assertThat(store.load("b").snapshot()).isEqualTo(bytes("snapshot"));
        }
    }

    @Test
    void aDurableStoreHasEverythingAfterItWasClosed() {
        try (StateStore store = open("durable")) {
            store.note("note");
            store.append("a", 0, bytes("one"));
            store.replace("a", 1, bytes("snapshot"), false);
            store.append("a", 1, bytes("two"));
        }
        try (StateStore store = open("durable")) {
            assertThat(store.note()).isEqualTo("note");
            assertThat(store.load("a").snapshot()).isEqualTo(bytes("snapshot"));
            assertThat(texts(store.load("a").events())).containsExactly("two");
            assertThat(store.load("a").appended()).isEqualTo(2);
        }
    }

    @Test
    void nothingOfAForgottenCustomerIsLeftOnTheDisk() throws IOException {
        try (StateStore store = open("durable")) {
            for (int i = 0; i < 1000; i++) {
                store.append("neighbour-" + i, 0, bytes("harmless"));
            }
            store.append("somebody@example.org", 0, bytes("a tell-tale product"));
            store.replace("somebody@example.org", 1, bytes("a tell-tale snapshot"), true);
            assertThat(holds("somebody@example.org")).isTrue();
            store.remove("somebody@example.org");
            store.erase();
            assertThat(holds("somebody@example.org")).isFalse();
            assertThat(holds("tell-tale")).isFalse();
            assertThat(store.load("neighbour-7").appended()).isEqualTo(1);
        }
        assertThat(holds("somebody@example.org")).isFalse();
    }

    @Test
    void whatWasRemovedBeforeTheProcessEndedIsErasedWhenTheStoreIsNextOpened() throws IOException {
        try (StateStore store = open("durable")) {
            store.append("somebody@example.org", 0, bytes("a tell-tale product"));
            store.append("neighbour", 0, bytes("harmless"));
            store.remove("somebody@example.org");
        }
        assertThat(holds("tell-tale")).isTrue();
        try (StateStore store = open("durable")) {
            assertThat(holds("tell-tale")).isFalse();
            assertThat(store.load("neighbour").appended()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "durable"})
    void customersMayBeRemovedWhileTheyAreListed(String kind) {
        try (StateStore store = open(kind)) {
            for (int i = 0; i < 2_500; i++) {
                store.append("c" + i, 0, bytes("event"));
            }
            int[] listed = {0};
            store.customers(customer -> {
                listed[0]++;
                store.remove(customer);
            });
            store.erase();
            assertThat(listed[0]).isEqualTo(2_500);
            store.customers(customer -> listed[0]++);
            assertThat(listed[0]).isEqualTo(2_500);
        }
    }

    @Test
    void aClosedStoreRefusesEveryCall() {
        StateStore store = open("durable");
        store.append("a", 0, bytes("event"));
        store.close();
        store.close();
        assertThatThrownBy(() -> store.load("a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.append("a", 1, bytes("event"))).hasMessageContaining("is closed");
        assertThatThrownBy(() -> store.customers(customer -> {})).hasMessageContaining("is closed");
    }

    private boolean holds(String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void aFolderInUseIsRefusedInWords() {
        try (StateStore store = open("durable")) {
            store.note("mine");
            assertThatThrownBy(() -> open("durable"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use by another process");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsRefusedInWords() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        assertThatThrownBy(() -> DurableStore.open(file.resolve("states")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be made");
    }
}
