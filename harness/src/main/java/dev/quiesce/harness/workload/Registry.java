package dev.quiesce.harness.workload;

import dev.quiesce.harness.recording.RecordedEvent;
import dev.quiesce.harness.recording.RecordingException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Addresses of the recorded process → numbers of the workload: listeners, address spaces, regions
 * and flat views.
 */
final class Registry {

  private static final String FROM_START =
      "Record from the start of QEMU, and lose no probe records";

  final List<ListenerInfo> listeners = new ArrayList<>();
  final List<AddressSpaceInfo> spaces = new ArrayList<>();
  private final List<String> regionBlocks = new ArrayList<>();
  private final Map<Long, Integer> structs = new HashMap<>();
  private final Map<Long, Integer> liveListeners = new HashMap<>();
  private final Map<Long, Integer> liveSpaces = new HashMap<>();
  private final Map<Long, Integer> roots = new HashMap<>();
  private final Map<Long, Integer> regionsByAddress = new HashMap<>();
  private final Map<String, Integer> regionsByBlock = new HashMap<>();
  private final Map<Long, Integer> liveViews = new HashMap<>();
  private int views;

  /** Result tells whether the address was still registered. */
  record Registered(int id, boolean stillRegistered) {}

  Registered register(RecordedEvent event, boolean onStack) throws RecordingException {
    long address = event.pointer("listener");
    Set<Callback> callbacks = EnumSet.noneOf(Callback.class);
    for (Callback callback : Callback.values()) {
      if (event.has(callback.name().toLowerCase(Locale.ROOT))) {
        callbacks.add(callback);
      }
    }
    String name = event.text("name", "");
    OwnerKind owner = onStack ? OwnerKind.STACK_FRAME : OwnerKind.ofListenerName(name);
    int space = space(event.pointer("as"), event.text("asname", ""));
    int id = listeners.size();
    listeners.add(
        new ListenerInfo(
            id,
            structs.computeIfAbsent(address, key -> structs.size()),
            name,
            event.number("prio"),
            space,
            callbacks,
            owner,
            Origin.RECORDED));
    return new Registered(id, liveListeners.put(address, id) != null);
  }

  /** Number of the registration that ends. */
  int unregister(RecordedEvent event) throws RecordingException {
    long address = event.pointer("listener");
    Integer id = liveListeners.remove(address);
    if (id == null) {
      String what =
          structs.containsKey(address) ? "is not registered any more" : "was never registered";
      throw event.error(
          "unregister of an unknown listener: 0x%x ('%s') %s"
              .formatted(address, event.text("name", ""), what),
          FROM_START);
    }
    return id;
  }

  /** A listener that no event registers. */
  int inferListener(String name, long priority, String space, Set<Callback> callbacks) {
    int id = listeners.size();
    int struct = structs.size();
    structs.put(-1L - struct, struct);
    listeners.add(
        new ListenerInfo(
            id,
            struct,
            name,
            priority,
            inferSpace(space),
            callbacks,
            OwnerKind.ofListenerName(name),
            Origin.INFERRED));
    return id;
  }

  int initSpace(RecordedEvent event) throws RecordingException {
    int root = roots.computeIfAbsent(event.pointer("root"), key -> roots.size());
    int id = spaces.size();
    spaces.add(new AddressSpaceInfo(id, event.text("name", ""), root, Origin.RECORDED));
    liveSpaces.put(event.pointer("as"), id);
    return id;
  }

  int destroySpace(RecordedEvent event) throws RecordingException {
    Integer id = liveSpaces.remove(event.pointer("as"));
    if (id == null) {
      throw event.error(
          "address space '%s' is destroyed but was never initialised"
              .formatted(event.text("name", "")),
          FROM_START);
    }
    return id;
  }

  private int space(long address, String name) {
    Integer known = liveSpaces.get(address);
    if (known != null) {
      return known;
    }
    int id = spaces.size();
    spaces.add(new AddressSpaceInfo(id, name, -1, Origin.INFERRED));
    liveSpaces.put(address, id);
    return id;
  }

  private int inferSpace(String name) {
    for (AddressSpaceInfo space : spaces) {
      if (space.name().equals(name)) {
        return space.id();
      }
    }
    int id = spaces.size();
    spaces.add(new AddressSpaceInfo(id, name, -1, Origin.INFERRED));
    return id;
  }

  int region(long address) {
    return regionsByAddress.computeIfAbsent(address, key -> newRegion(""));
  }

  int region(String ramBlock) {
    return regionsByBlock.computeIfAbsent(ramBlock, this::newRegion);
  }

  void nameRegion(int region, String ramBlock) {
    if (regionBlocks.get(region).isEmpty()) {
      regionBlocks.set(region, ramBlock);
    }
  }

  private int newRegion(String ramBlock) {
    regionBlocks.add(ramBlock);
    return regionBlocks.size() - 1;
  }

  List<RegionInfo> regions() {
    List<RegionInfo> regions = new ArrayList<>();
    for (int i = 0; i < regionBlocks.size(); i++) {
      regions.add(new RegionInfo(i, regionBlocks.get(i)));
    }
    return regions;
  }

  void newView(long address) {
    liveViews.put(address, views++);
  }

  /** A flat view whose address no event tells. */
  int unknownView() {
    return views++;
  }

  int view(long address) {
    return liveViews.computeIfAbsent(address, key -> views++);
  }

  int freeView(long address) {
    Integer id = liveViews.remove(address);
    return id == null ? views++ : id;
  }
}
