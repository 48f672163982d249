package dev.postern.toolbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples of RFC 7396, appendix A. */
class MergePatchTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':'b'}            | {'a':'c'}              | {'a':'c'}",
        "{'a':'b'}            | {'b':'c'}              | {'a':'b','b':'c'}",
        "{'a':'b'}            | {'a':null}             | {}",
        "{'a':'b','b':'c'}    | {'a':null}             | {'b':'c'}",
        "{'a':['b']}          | {'a':'c'}              | {'a':'c'}",
        "{'a':{'b':'c'}}      | {'a':{'b':'d','c':null}} | {'a':{'b':'d'}}",
        "{'a':[{'b':'c'}]}    | {'a':[1]}              | {'a':[1]}",
        "['a','b']            | ['c','d']              | ['c','d']",
        "{'e':null}           | {'a':1}                | {'e':null,'a':1}",
        "[1,2]                | {'a':'b','c':null}     | {'a':'b'}",
        "{}                   | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}"
      },
      quoteCharacter = '~')
  void members(String target, String patch, String result) throws JsonProcessingException {
    assertEquals(json(result), MergePatch.merged(json(target), json(patch)));
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
