package dev.quiesce.api.strategy;

/** Ingredients that more than one fix is made of; {@link QemuProtocol} implements them. */
public final class Ingredients {
  /** RFC patch 1 without its wait. */
  public static final Ingredient RCU_LISTENER_LISTS =
      new Ingredient(
          "rcu-listener-lists",
          "insert into and remove from both listener lists with the RCU variants",
          "RFC patch 1/4");

  /** RFC patch 2. */
  public static final Ingredient RCU_ADDRESS_SPACES =
      new Ingredient(
          "rcu-address-spaces",
          "insert into and remove from address_spaces with the RCU variants",
          "RFC patch 2/4");

  /** RFC patch 3. */
  public static final Ingredient READ_LOCK_IN_CLEAR =
      new Ingredient(
          "read-lock-in-clear",
          "clear_dirty_bitmap walks inside a read section, with the RCU iterator",
          "RFC patch 3/4");

  /** RFC patch 4. */
  public static final Ingredient RCU_TRAVERSAL_IN_FIND =
      new Ingredient(
          "rcu-traversal-in-find",
          "memory_region_to_address_space uses the RCU iterator",
          "RFC patch 4/4");

  /** The wait of RFC patch 1. */
  public static final Ingredient WAIT_DRAIN =
      new Ingredient(
          "wait-drain", "unregister calls drain_call_rcu() after unlinking", "RFC patch 1/4");

  /** The other wait of the thread. */
  public static final Ingredient WAIT_SYNCHRONIZE =
      new Ingredient(
          "wait-synchronize",
          "unregister calls synchronize_rcu() after unlinking, BQL kept",
          "thread, Hajnoczi's answer");

  /** Peter Xu's idea in his answer to Hajnoczi. */
  public static final Ingredient WAIT_SIGNAL =
      new Ingredient(
          "wait-signal",
          "unregister queues an RCU callback that kicks a signal and waits for it, BQL kept",
          "thread, Xu to Hajnoczi");

  /** Solution A. */
  public static final Ingredient DEFERRED_FREE =
      new Ingredient(
          "deferred-free", "owners are released with g_free_rcu()", "thread, Solution A");

  /** Not in the thread: patch 1 moved the store behind its drain. */
  public static final Ingredient DEFERRED_CLEAR =
      new Ingredient(
          "deferred-clear",
          "address_space is cleared by an RCU callback, unless the struct was registered again meanwhile",
          "qemu-facts §11.3");

  /** Not in the thread. */
  public static final Ingredient SECTION_ON_BQL_WALKS =
      new Ingredient(
          "section-on-bql-walks",
          "walks under the BQL are read sections too, for callbacks that drop it",
          "qemu-facts §2.5");

  /** Not in the thread. */
  public static final Ingredient SAFE_BQL_WALKS =
      new Ingredient(
          "safe-bql-walks",
          "removal leaves both links, and walks under the BQL skip what is no longer registered",
          "qemu-facts §1.2: reverse walks are never RCU-safe");

  /**
   * Not in the thread: for fixes that free at once, where nothing of a removed element may be
   * touched.
   */
  public static final Ingredient CURSOR_IN_BQL_WALKS =
      new Ingredient(
          "cursor-in-bql-walks",
          "a walk under the BQL remembers the element after the one it calls, and unregister moves that on",
          "qemu-facts §1.2, §2.5");

  /** Not in the thread. */
  public static final Ingredient PUBLISH_AFTER_RENDER =
      new Ingredient(
          "publish-after-render",
          "an address space is published after its first rendering",
          "qemu-facts §2.3, address_space_init");

  /** Hildenbrand's second suggestion for guest_phys_blocks_append. */
  public static final Ingredient MAP_INSTEAD_OF_TEMPORARY =
      new Ingredient(
          "map-instead-of-temporary-listener",
          "guest_phys_blocks_append walks the flat view instead of registering a listener on its stack",
          "thread, Hildenbrand");

  private Ingredients() {}
}
