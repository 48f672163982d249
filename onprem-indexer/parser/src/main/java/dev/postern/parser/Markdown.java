package dev.postern.parser;

import java.util.List;
import java.util.StringJoiner;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;

/** CommonMark with tables; link targets and raw HTML are dropped, their text is kept. */
final class Markdown extends AbstractVisitor {

  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private final BlockSink blocks;

  private Markdown(BlockSink blocks) {
    this.blocks = blocks;
  }

  static void read(String markdown, BlockSink blocks) {
    PARSER.parse(markdown).accept(new Markdown(blocks));
  }

  @Override
  public void visit(Heading heading) {
    String line = plain(heading);
    if (heading.getLevel() == 1) {
      blocks.title(line);
    }
    blocks.heading(heading.getLevel(), line);
  }

  @Override
  public void visit(Paragraph paragraph) {
    blocks.paragraph(plain(paragraph));
  }

  @Override
  public void visit(FencedCodeBlock code) {
    blocks.paragraph(code.getLiteral());
  }

  @Override
  public void visit(IndentedCodeBlock code) {
    blocks.paragraph(code.getLiteral());
  }

  @Override
  public void visit(HtmlBlock html) {
    blocks.paragraph(html.getLiteral().replaceAll("<[^>]{0,1000}>", " "));
  }

  @Override
  public void visit(CustomNode node) {
    if (node instanceof TableRow row) {
      StringJoiner cells = new StringJoiner(" | ");
      for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
        if (cell instanceof TableCell) {
          cells.add(plain(cell));
        }
      }
      blocks.tableRow(cells.toString());
    } else {
      visitChildren(node);
    }
  }

  private static String plain(Node node) {
    StringBuilder plain = new StringBuilder();
    node.accept(new InlineText(plain));
    return plain.toString();
  }
}
