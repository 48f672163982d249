package dev.postern.bridge.bedrock;

/** The same for a model that does not stream. */
class ConverseTest extends AmazonBedrockTest {

  @Override
  protected boolean streams() {
    return false;
  }
}
