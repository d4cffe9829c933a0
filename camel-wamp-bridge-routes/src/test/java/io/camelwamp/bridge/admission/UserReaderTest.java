package io.camelwamp.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.router.auth.Credential;
import io.camelwamp.router.auth.User;
import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserReaderTest {
    private static final String KEY = "e734ea6c2b6257de72355e472aa05a4c487e6b463c029ed306df2f01b5636b58";

    private final UserReader reader = new UserReader();

    private Users read(String... lines) throws IOException {
        return reader.read(new StringReader(String.join("\n", lines)));
    }

    @Test
    void aUserMayHaveSeveralCredentials() throws Exception {
        Users users = read(
                "# staff",
                "",
                "joe.smith@example.com.role : staff",
                "joe.smith@example.com.ticket=hidden \\",
                "  horse",
                "joe.smith@example.com.publicKey = " + KEY + ", " + KEY.replace('e', 'f'));

        User joe = users.known("joe.smith@example.com").user();
        assertThat(joe.authrole()).isEqualTo("staff");
        assertThat(joe.credentials()).hasSize(3);
        assertThat(((Credential.Ticket) joe.credentials().get(0)).digest())
                .isEqualTo(Credential.Ticket.of("hidden horse").digest());
        assertThat(users.haveCredentialsFor("cryptosign")).isTrue();
        assertThat(users.haveCredentialsFor("wampcra")).isFalse();
        assertThat(users).hasToString("1 user");
        assertThat(users.known("joe.smith@example.com")).hasToString("joe.smith@example.com (staff)");
    }

    @Test
    void onlyUsersWhoseLinesChangeAreMadeAnew() throws Exception {
        Users before = read("a.role = r", "a.password = 1", "b.role = r", "b.password = 1", "c.role = r", "c.ticket=1");
        Users after = read("b.role = r", "b.password = 2", "a.password = 1", "a.role = r", "d.role = r", "d.ticket=1");

        assertThat(before.changedIn(after)).isEqualTo(Set.of("b", "c"));
        assertThat(after.known("a")).isSameAs(before.known("a"));
    }

    @Test
    void afterABrokenFileTheUsersAreStillThoseOfTheLastGoodOne() throws Exception {
        Users before = read("a.role = r", "a.password = 1");
        assertThatThrownBy(() -> read("a.role = r")).hasMessageContaining("nothing to prove the identity with");

        assertThat(before.changedIn(read("a.role = r", "a.password = 1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hidden horse            | line 2 does not begin as NAME.role = … does
            jo/e.ticket = hidden    | line 2 does not begin as NAME.role = … does
            joe.tikcet = hidden     | line 2: a user has no such key; did you mean 'joe.ticket'? There are role, ticket,
            joe.ticket = \\u12hidden| line 2 has a malformed \\u escape
            joe.ticket =            | line 2: joe.ticket is empty
            joe.role = hidden       | line 2: joe.role is there twice
            ann.role = trusted      | line 2: ann.role must not be 'trusted', which is the role of the bridge itself
            ann.ticket = hidden     | line 2: the user ann needs a line ann.role
            ann.role = staff        | line 2: the user ann has nothing to prove the identity with
            joe.ticketSha256 = hidden | line 2: joe.ticketSha256 must be a SHA-256 in 64 hexadecimal digits
            joe.craKey = hidden     | line 2: joe.craKey needs the salt that it was derived with as joe.craSalt
            joe.craSalt = hidden    | line 2: joe.craSalt is of no use without joe.craKey
            joe.scram = hidden      | line 2: joe.scram must look like SCRAM-SHA-256$4096:
            joe.scram = SCRAM-SHA-256$0:aGk=$aGk=:aGk= | line 2: joe.scram must look like SCRAM-SHA-256$4096:
            joe.publicKey = hidden  | line 2: joe.publicKey must be 64 hexadecimal digits
            joe.password = hidden\\u0007x | line 2: joe.password has characters that clients would send otherwise
            """)
    void aMalformedLineIsNamedAndNoSecretIsRepeated(String line, String message) {
        assertThatThrownBy(() -> read("joe.role = staff", line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("hidden");
    }

    @Test
    void linesThatSayTheSameInTwoWaysAreAnError() {
        assertThatThrownBy(() -> read("joe.role = r", "joe.ticket = 1", "joe.ticketSha256 = " + KEY))
                .hasMessage("line 3: joe.ticketSha256 says the same as joe.ticket: leave one of them out");
        assertThatThrownBy(() -> read("joe.role = r", "joe.password = 1", "joe.craKey = 2", "joe.craSalt = 3"))
                .hasMessageContaining("joe.craKey says the same as joe.password");
        assertThatThrownBy(() -> read("joe.role = r", "joe.password = 1", "joe.scram = 2"))
                .hasMessageContaining("joe.scram says the same as joe.password");
    }

    @Test
    void aKeyMustHaveTheLengthThatItIsSaidToHave() {
        String key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        assertThatThrownBy(
                        () -> read("joe.role = r", "joe.craKey = " + key, "joe.craSalt = 3", "joe.craKeyLength = 24"))
                .hasMessageContaining("line 2: joe.craKey must be a key of 24 octets in Base64");
        assertThatThrownBy(() ->
                        read("joe.role = r", "joe.craKey = " + key, "joe.craSalt = 3", "joe.craIterations = many"))
                .hasMessageContaining("line 4: joe.craIterations must be a number from 1 to 1000000");
    }
}
