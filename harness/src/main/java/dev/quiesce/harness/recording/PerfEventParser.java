package dev.quiesce.harness.recording;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of {@code perf script}, {@code trace-cmd report} or the kernel's {@code trace} file →
 * one event:
 *
 * <pre>{@code
 * live_migration   479 [001] 13779.912895: probe_qemu:vm_stop_force: (55856c869190) state=7
 * live_migration-479   [001] DBZff 13779.912895: vm_stop_force: (0x55856c869190) state=7
 * live_migration-479   [001] ..... 13779.912895: tracing_mark_write: migrate_set_state new state active
 * }</pre>
 *
 * The last is what QEMU's ftrace back end writes. The first stamp becomes time 0; the thread is the
 * decimal thread id, the command's name is the argument {@code comm}.
 */
final class PerfEventParser {

  /** Argument with the name that the kernel has of the thread. */
  static final String COMM = "comm";

  private static final String REMEDY =
      "If the line is cut, cut the file before it; else print it with plain `perf script -G` or"
          + " `trace-cmd report`";
  private static final String ONE_QEMU = "Print one QEMU alone: perf script --pid PID";
  private static final int MAX_LINE = 1 << 13;

  private static final Pattern LINE =
      Pattern.compile(
          "\\s*+(?<comm>\\S.{0,31}?)[-\\s]\\s{0,16}(?:(?<pid>\\d{1,10})/)?(?<tid>\\d{1,10})"
              + "(?:\\s+\\([\\s\\d-]{1,12}\\))?\\s+\\[\\d{1,6}\\]\\s+(?:[^\\s:]{4,8}\\s+)?"
              + "(?<sec>\\d{1,10})\\.(?<frac>\\d{6}(?:\\d{3})?):\\s+(?:\\d{1,20}\\s+)?"
              + "(?:(?<group>[A-Za-z_]\\w*):)?(?<event>[A-Za-z_]\\w*):(?:\\s+(?<rest>.*))?");
  private static final Pattern PLACE =
      Pattern.compile(
          "\\((?:0x)?[0-9a-f]{1,16}(?<ret> <- (?:0x)?[0-9a-f]{1,16})?\\)(?:\\s+(?<args>.*))?");
  private static final Pattern ARGUMENT =
      Pattern.compile("\\G\\s*(\\w+)=(?:\"(.*?)\"(?=\\s+\\w+=|\\s*$)|(\\(fault\\)|[^\\s\"]+))");
  private static final Pattern LOSS =
      Pattern.compile(
          "\\s*CPU ?:? ?\\d+ \\[(?:LOST )?\\d* ?EVENTS(?: DROPPED| LOST)?\\]"
              + "|.*PERF_RECORD_LOST(?:_SAMPLES)? lost \\d+.*");
  private static final String MARK = "tracing_mark_write";

  private final LineSource source;
  private final RecordingLimits limits;
  private final EventCatalog catalog;
  private final EventArguments arguments = new EventArguments();
  private final Map<String, String> names = Uprobes.names();
  private String process = "";
  private long baseNs = -1;
  private long faults;

  PerfEventParser(LineSource source, RecordingLimits limits, EventCatalog catalog) {
    this.source = source;
    this.limits = limits;
    this.catalog = catalog;
  }

  /** Tells whether a line is one of this form. */
  static boolean looksProbed(String line) {
    return line.length() <= MAX_LINE && LINE.matcher(line).matches();
  }

  /** Tells whether a line is part of a heading and not an event. */
  static boolean isHeader(String line) {
    return line.startsWith("#") || line.startsWith("cpus=") || line.startsWith("version = ");
  }

  /** Tells whether a line says that events were lost before it. */
  static boolean isLoss(String line) {
    return line.length() <= MAX_LINE && LOSS.matcher(line).matches();
  }

  /** Arguments so far that a probe could not read. */
  long faults() {
    return faults;
  }

  RecordedEvent parse() throws RecordingException {
    String line = source.text();
    Matcher matcher = LINE.matcher(line);
    if (line.length() > MAX_LINE || !matcher.matches()) {
      throw source.error("the line is not thread, [cpu], time: event: arguments", REMEDY);
    }
    requireOneProcess(matcher.group("pid"));
    long now = stamp(matcher.group("sec"), matcher.group("frac"));
    if (baseNs < 0) {
      baseNs = now;
    }
    arguments.clear();
    String rest = matcher.group("rest") == null ? "" : matcher.group("rest");
    EventCatalog.Entry entry = entry(matcher.group("group"), matcher.group("event"), rest.strip());
    arguments.add(COMM, matcher.group("comm").strip());
    return new RecordedEvent(
        source.file(),
        source.line(),
        now - baseNs,
        matcher.group("tid"),
        entry,
        arguments.keys(),
        arguments.values());
  }

  private void requireOneProcess(@org.jspecify.annotations.Nullable String pid)
      throws RecordingException {
    if (pid == null) {
      return;
    }
    if (!process.isEmpty() && !process.equals(pid)) {
      throw source.error("the file has processes %s and %s".formatted(process, pid), ONE_QEMU);
    }
    process = pid;
  }

  private static long stamp(String seconds, String fraction) {
    long part = Long.parseLong(fraction) * (fraction.length() == 6 ? 1_000 : 1);
    return Long.parseLong(seconds) * 1_000_000_000L + part;
  }

  private EventCatalog.Entry entry(
      @org.jspecify.annotations.Nullable String group, String event, String rest)
      throws RecordingException {
    if (event.equals(MARK)) {
      return marked(rest);
    }
    if (event.equals("print") && rest.startsWith(MARK + ":")) {
      return marked(rest.substring(MARK.length() + 1).strip());
    }
    Matcher place = PLACE.matcher(rest);
    String stem = event.replaceFirst("(?:__return|_return|_ret)$", "");
    String probe = names.get(stem);
    if (probe == null || !place.matches()) {
      return catalog.classify(shortened(group == null ? event : group + ":" + event));
    }
    boolean returns = place.group("ret") != null || !stem.equals(event);
    split(probe, place.group("args") == null ? "" : place.group("args"));
    return catalog.classify(Uprobes.event(probe, returns, arguments));
  }

  private String shortened(String name) {
    return name.length() > limits.maxNameLength()
        ? name.substring(0, limits.maxNameLength())
        : name;
  }

  /** What QEMU's ftrace back end wrote: its own event and text. */
  private EventCatalog.Entry marked(String text) throws RecordingException {
    int end = text.indexOf(' ');
    String name = shortened(end < 0 ? text : text.substring(0, end));
    EventCatalog.Entry entry = catalog.classify(name);
    if (entry.kind().hasText()
        && !arguments.split(entry.kind(), end < 0 ? "" : text.substring(end + 1))) {
      throw source.error(
          "the arguments of %s are not those of QEMU 7.2".formatted(name),
          "If the line is cut, record again; if QEMU is newer, leave the event out");
    }
    return entry;
  }

  private void split(String probe, String text) throws RecordingException {
    Matcher matcher = ARGUMENT.matcher(text);
    int end = 0;
    while (matcher.find()) {
      if (arguments.size() >= limits.maxArguments()) {
        throw source.error(
            "the event has more than %d arguments".formatted(limits.maxArguments()), REMEDY);
      }
      String quoted = matcher.group(2);
      String plain = matcher.group(3);
      arguments.add(
          matcher.group(1), quoted == null ? value(probe, plain, matcher.group(1)) : quoted);
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw source.error(
          "the arguments of probe %s are not name=value from character %d on"
              .formatted(probe, end + 1),
          REMEDY);
    }
  }

  /** A null callback is one that is not set; what the probe could not read counts as null. */
  private Object value(String probe, String text, String name) {
    if (text.equals("(fault)")) {
      faults++;
      return JsonEventParser.NULL;
    }
    boolean pointer = name.equals("listener") || name.equals("as");
    boolean unset = probe.equals("listener_register") && !pointer && text.equals("0x0");
    return unset ? JsonEventParser.NULL : text;
  }
}
