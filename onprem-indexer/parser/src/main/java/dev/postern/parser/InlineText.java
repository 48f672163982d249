package dev.postern.parser;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** The words of a Markdown node without its marks. */
final class InlineText extends AbstractVisitor {

  private final StringBuilder plain;

  InlineText(StringBuilder plain) {
    this.plain = plain;
  }

  @Override
  public void visit(Text text) {
    plain.append(text.getLiteral());
  }

  @Override
  public void visit(Code code) {
    plain.append(code.getLiteral());
  }

  @Override
  public void visit(SoftLineBreak line) {
    plain.append('\n');
  }

  @Override
  public void visit(HardLineBreak line) {
    plain.append('\n');
  }
}
