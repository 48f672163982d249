package dev.postern.indexer.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.indexer.subject.Candidates.Candidate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "PERSON; Kowalski, Anna; what does Anna Kowalski take",
        "PERSON; Kowalski, Anna; letters about KOWALSKI, ANNA",
        "PERSON; Anna Maria Kowalski; Anna Kowalski's dose",
        "PERSON; Zoë Müller; zoe muller",
        "PERSON; Łucja Dąbrowska; Lucja Dabrowska",
        "MRN; SA-4410238; the file sa 4410238",
        "MRN; SA-4410238; (SA-4410238)?",
        "SSN; 078-05-1120; ssn 078051120 please",
        "PHONE; (212) 555-0143; call +1 212 555 0143 today",
        "PHONE; 0041 44 555 01 43; 044 555 01 43",
        "EMAIL; Anna.K@Example.org; mail anna.k@example.org."
      })
  void anIdentifierIsFoundHoweverItIsWritten(String type, String stored, String question) {
    Set<String> forms = NormalForm.of(type, stored);
    assertTrue(
        Candidates.in(question).stream().map(Candidate::form).anyMatch(forms::contains),
        () -> type + " in " + question);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "PERSON; Kowalski; Kowalski is a common name",
        "PERSON; Anna Kowalski; Anna asked. Kowalski answered!",
        "MRN; 1957; born in 1957",
        "DATE; 1957-03-14; on 1957-03-14",
        "PHONE; 112; call 112"
      })
  void whatIsTooShortOrTooCommonToMeanOnePersonIsNot(String type, String stored, String question) {
    Set<String> forms = NormalForm.of(type, stored);
    boolean found =
        Candidates.in(question.replace(". ", "?! ")).stream()
            .map(Candidate::form)
            .anyMatch(forms::contains);
    assertFalse(found);
  }

  @Test
  void offsetsAreCodePoints() {
    String form = NormalForm.of("PERSON", "Anna Kowalski").iterator().next();
    List<Candidate> found =
        Candidates.in("😀 Anna Kowalski").stream().filter(c -> c.form().equals(form)).toList();
    assertEquals(List.of(new Candidate(2, 15, form)), found);
  }

  @Test
  void aLongQuestionHasBoundedCandidates() {
    String words = "word ".repeat(1600);
    assertTrue(Candidates.in(words).size() <= 3 * 1600);
  }
}
