package dev.postern.indexer.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.DocumentType;
import dev.postern.indexer.ingest.Upload;
import dev.postern.indexer.subject.PatientId;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/**
 * The multipart form of a document: {@code file, source, external_id, classification, acl}, and if
 * wanted {@code labels, subjects, title}; lists and rights are JSON.
 */
public class DocumentForm {

  private static final int MAX_PATIENTS = 256;
  private static final int MAX_TITLE = 500;

  @RestForm("file")
  @Nullable FileUpload file;

  @RestForm("source")
  @Nullable String source;

  @RestForm("external_id")
  @Nullable String externalId;

  @RestForm("classification")
  @Nullable String classification;

  @RestForm("acl")
  @Nullable String acl;

  @RestForm("labels")
  @Nullable String labels;

  @RestForm("subjects")
  @Nullable String subjects;

  @RestForm("title")
  @Nullable String title;

  Upload upload(String tenant, ObjectMapper json) {
    AclView rights = read(json, "acl", acl, new TypeReference<AclView>() {});
    if (rights == null) {
      throw Invalid.request("The field acl is missing: a document without rights is refused.");
    }
    List<@Nullable String> given =
        read(json, "labels", labels, new TypeReference<List<@Nullable String>>() {});
    byte[] content = content();
    return new Upload(
        tenant,
        Invalid.name("source", source),
        Invalid.name("external_id", externalId),
        title(),
        type(content),
        classification(),
        Invalid.names("labels", given),
        rights.rights(),
        patients(json),
        () -> content,
        Upload.digest(content));
  }

  private Classification classification() {
    if (classification == null || classification.isBlank()) {
      throw Invalid.request(
          "The field classification is missing: a document without it is refused.");
    }
    return Classification.ofWord(classification)
        .orElseThrow(() -> Invalid.request("The field classification is not one of the four."));
  }

  private List<PatientId> patients(ObjectMapper json) {
    List<PatientIdView> views =
        read(json, "subjects", subjects, new TypeReference<List<PatientIdView>>() {});
    if (views == null) {
      return List.of();
    }
    if (views.size() > MAX_PATIENTS) {
      throw Invalid.request("The field subjects has too many values.");
    }
    return views.stream().map(PatientIdView::patient).distinct().toList();
  }

  private String title() {
    if (title == null || title.isBlank()) {
      return "";
    }
    String line = title.strip().replaceAll("\\p{Cntrl}+", " ");
    if (line.length() > MAX_TITLE) {
      throw Invalid.request("The field title is too long.");
    }
    return line;
  }

  private byte[] content() {
    if (file == null) {
      throw Invalid.request("The field file is missing.");
    }
    try {
      byte[] content = Files.readAllBytes(file.uploadedFile());
      if (content.length == 0) {
        throw new ProblemException(ProblemCode.UNPROCESSABLE, "The file is empty.");
      }
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DocumentType type(byte[] content) {
    String name = file == null ? "" : file.fileName();
    return DocumentType.of(name == null ? "" : name, content)
        .orElseThrow(
            () -> new ProblemException(ProblemCode.UNSUPPORTED_DOCUMENT, DocumentType.IN_WORDS));
  }

  private static <T> @Nullable T read(
      ObjectMapper json, String field, @Nullable String value, TypeReference<T> type) {
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      return json.readValue(value, type);
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof ProblemException ours) {
        throw ours;
      }
      throw Invalid.request("The field " + field + " is not of the expected form.");
    }
  }
}
