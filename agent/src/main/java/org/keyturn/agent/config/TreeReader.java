package org.keyturn.agent.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Text → {@link Tree}, without what a config has no use for and an attacker has: aliases, anchors,
 * tags, several documents, depth, mass. The parser's own sentences are translated, because some of
 * them quote the text, which may be a password that somebody wrote here by mistake.
 */
final class TreeReader {

  private static final int MAX_DEPTH = 16;
  private static final int MAX_NODES = 20_000;

  private final Iterator<Event> events;
  private int nodes;

  private TreeReader(Iterator<Event> events) {
    this.events = events;
  }

  /**
   * @return empty where the text holds no document, or where a problem was reported
   */
  static Optional<Tree> read(String text, Reading reading) {
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(text.length() + 1).build();
    try {
      return new TreeReader(new Parse(settings).parseString(text).iterator()).document();
    } catch (SyntaxProblem e) {
      reading.problem(e.place, "yaml", e.wrong, e.right);
    } catch (MarkedYamlEngineException e) {
      Place place =
          e.getProblemMark().or(e::getContextMark).map(TreeReader::at).orElse(Place.START);
      String[] sentence = sentence(e.getContext() + " / " + e.getProblem());
      reading.problem(place, "yaml", sentence[0], sentence[1]);
    } catch (YamlEngineException e) {
      reading.problem(Place.START, "yaml", "is not YAML", "write YAML 1.2");
    }
    return Optional.empty();
  }

  private Optional<Tree> document() throws SyntaxProblem {
    Optional<Tree> tree = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent && tree.isPresent()) {
        throw new SyntaxProblem(event, "begins a second document", "keep all in one, without ---");
      } else if (event instanceof NodeEvent) {
        tree = Optional.of(node(event, 1));
      }
    }
    return tree;
  }

  private Tree node(Event event, int depth) throws SyntaxProblem {
    nodes++;
    if (depth > MAX_DEPTH) {
      throw new SyntaxProblem(event, "is nested too deep", "nest at most 16 levels");
    } else if (nodes > MAX_NODES) {
      throw new SyntaxProblem(event, "holds too much", "keep it below 20,000 values");
    } else if (event instanceof AliasEvent) {
      throw new SyntaxProblem(
          event,
          "an alias (*name) is not taken here",
          "write the value out, or put the text in quotes");
    } else if (event instanceof NodeEvent n && n.getAnchor().isPresent()) {
      throw new SyntaxProblem(
          event, "an anchor (&name) is not taken here", "leave it out, or put the text in quotes");
    } else if (event instanceof ScalarEvent scalar) {
      refuseTag(event, scalar.getTag());
      boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
      return new Tree.Scalar(at(event), scalar.getValue(), plain);
    } else if (event instanceof SequenceStartEvent start) {
      refuseTag(event, start.getTag());
      return sequence(event, depth);
    } else if (event instanceof MappingStartEvent start) {
      refuseTag(event, start.getTag());
      return mapping(event, depth);
    }
    throw new SyntaxProblem(event, "is not expected here", "write a value");
  }

  private Tree sequence(Event start, int depth) throws SyntaxProblem {
    List<Tree> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(event, depth + 1));
      event = events.next();
    }
    return new Tree.Sequence(at(start), items);
  }

  private Tree mapping(Event start, int depth) throws SyntaxProblem {
    List<Tree.Entry> entries = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      if (!(node(event, depth + 1) instanceof Tree.Scalar key)) {
        throw new SyntaxProblem(event, "a key is a list or has keys", "write a word as the key");
      }
      entries.add(new Tree.Entry(key, node(events.next(), depth + 1)));
      event = events.next();
    }
    return new Tree.Mapping(at(start), entries);
  }

  private static void refuseTag(Event event, Optional<String> tag) throws SyntaxProblem {
    if (tag.isPresent()) {
      throw new SyntaxProblem(
          event, "a tag (!name) is not taken here", "leave it out, or put the text in quotes");
    }
  }

  private static Place at(Event event) {
    return event.getStartMark().map(TreeReader::at).orElse(Place.START);
  }

  private static Place at(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String[] sentence(String said) {
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("(tab)")
        && (lower.contains("key after") || lower.contains("character '\\t"))) {
      return new String[] {"a tab indents the line", "indent with spaces"};
    } else if (lower.contains("that cannot start any token")) {
      return new String[] {
        "a value begins with a character that YAML keeps for itself", "put the text in quotes"
      };
    } else if (lower.contains("mapping values are not allowed here")) {
      return new String[] {
        "a second \": \" stands on the line, or the indentation is off",
        "put text that holds \": \" in quotes and align the keys"
      };
    } else if (lower.contains("could not find expected ':'")) {
      return new String[] {"a key has no \":\"", "write key: value"};
    } else if (lower.contains("quoted scalar")) {
      return new String[] {
        "a quoted text has no end or an unknown escape", "close the quote; \\\\ is a backslash"
      };
    } else if (lower.contains("flow")) {
      return new String[] {
        "a list or set in brackets is not closed or lacks a comma",
        "write [a, b] or {key: value, key: value}"
      };
    } else if (lower.contains("block mapping")) {
      return new String[] {
        "the line does not fit the keys above it", "align it with them, as key: value"
      };
    } else if (lower.contains("tag")) {
      return new String[] {
        "a tag (!name) is not taken here", "leave it out, or put the text in quotes"
      };
    }
    return new String[] {
      "is not YAML here", "see the lines above for a quote or bracket left open"
    };
  }

  private static final class SyntaxProblem extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Place place;
    private final String wrong;
    private final String right;

    SyntaxProblem(Event event, String wrong, String right) {
      super(wrong);
      this.place = at(event);
      this.wrong = wrong;
      this.right = right;
    }
  }
}
