package dev.quiesce.harness.workload;

/**
 * One thing that a recorded thread did. Times are nanoseconds since the first record of the source;
 * durations are nanoseconds from entry to return, {@link #NOT_RECORDED} where the source does not
 * tell. Numbers of listeners, address spaces and regions are indices into the lists of the {@link
 * Workload}.
 */
public sealed interface Operation {

  /** Value of a duration, size or number that the source does not tell. */
  long NOT_RECORDED = -1;

  /**
   * Start of the operation.
   *
   * @return nanoseconds since the first record
   */
  long atNs();

  /**
   * Length of the operation.
   *
   * @return nanoseconds; 0 for an instant; {@link #NOT_RECORDED} if unknown
   */
  default long durationNs() {
    return 0;
  }

  /**
   * The kind, for a switch.
   *
   * @return the kind
   */
  OperationKind kind();

  /**
   * {@code memory_listener_register}.
   *
   * @param atNs start
   * @param durationNs duration
   * @param listener the registration
   */
  record RegisterListener(long atNs, long durationNs, int listener) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.REGISTER_LISTENER;
    }
  }

  /**
   * {@code memory_listener_unregister} of a registered listener.
   *
   * @param atNs start
   * @param durationNs duration
   * @param listener the registration that ends
   * @param insideEject whether it runs inside an {@link Eject} of the same thread
   */
  record UnregisterListener(long atNs, long durationNs, int listener, boolean insideEject)
      implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.UNREGISTER_LISTENER;
    }
  }

  /**
   * {@code memory_region_transaction_commit}, nested ones included.
   *
   * @param atNs start
   * @param durationNs duration
   * @param newFlatViews flat views rendered inside; 0 for a commit that did not change the map
   */
  record TransactionCommit(long atNs, long durationNs, int newFlatViews) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.TRANSACTION_COMMIT;
    }
  }

  /**
   * {@code memory_region_clear_dirty_bitmap}: a walk over the listeners that calls {@code
   * log_clear}.
   *
   * @param atNs start
   * @param durationNs duration, callbacks included
   * @param region the region
   * @param start first byte, offset in the region
   * @param length bytes
   */
  record ClearDirtyBitmap(long atNs, long durationNs, int region, long start, long length)
      implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.CLEAR_DIRTY_BITMAP;
    }
  }

  /**
   * {@code memory_global_dirty_log_sync}.
   *
   * @param atNs start
   * @param durationNs duration
   */
  record DirtyLogSync(long atNs, long durationNs) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.DIRTY_LOG_SYNC;
    }
  }

  /**
   * {@code memory_global_after_dirty_log_sync}.
   *
   * @param atNs start
   * @param durationNs duration
   */
  record AfterLogSync(long atNs, long durationNs) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.AFTER_LOG_SYNC;
    }
  }

  /**
   * {@code memory_global_dirty_log_start}.
   *
   * @param atNs start
   * @param durationNs duration
   * @param flags QEMU's {@code GLOBAL_DIRTY_*} bits
   */
  record DirtyLogStart(long atNs, long durationNs, int flags) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.DIRTY_LOG_START;
    }
  }

  /**
   * {@code memory_global_dirty_log_stop}.
   *
   * @param atNs start
   * @param durationNs duration
   * @param flags QEMU's {@code GLOBAL_DIRTY_*} bits
   */
  record DirtyLogStop(long atNs, long durationNs, int flags) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.DIRTY_LOG_STOP;
    }
  }

  /**
   * {@code address_space_init}; the source has no return, so the duration is unknown.
   *
   * @param atNs start
   * @param addressSpace the address space
   */
  record AddressSpaceInit(long atNs, int addressSpace) implements Operation {
    @Override
    public long durationNs() {
      return NOT_RECORDED;
    }

    @Override
    public OperationKind kind() {
      return OperationKind.ADDRESS_SPACE_INIT;
    }
  }

  /**
   * {@code address_space_destroy}; the source has no return, so the duration is unknown.
   *
   * @param atNs start
   * @param addressSpace the address space
   */
  record AddressSpaceDestroy(long atNs, int addressSpace) implements Operation {
    @Override
    public long durationNs() {
      return NOT_RECORDED;
    }

    @Override
    public OperationKind kind() {
      return OperationKind.ADDRESS_SPACE_DESTROY;
    }
  }

  /**
   * The last reference to a flat view is dropped: it is retired through {@code call_rcu}.
   *
   * @param atNs when
   * @param view number of the flat view within the run
   */
  record RetireFlatView(long atNs, int view) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.RETIRE_FLAT_VIEW;
    }
  }

  /**
   * A retired flat view is freed by the callback.
   *
   * @param atNs when
   * @param view number of the flat view within the run
   */
  record FreeFlatView(long atNs, int view) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.FREE_FLAT_VIEW;
    }
  }

  /**
   * {@code call_rcu} of something other than a flat view.
   *
   * @param atNs when
   * @param function the callback as the source names it, for example {@code static@0x766770}
   */
  record CallRcu(long atNs, String function) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.CALL_RCU;
    }
  }

  /**
   * {@code synchronize_rcu}.
   *
   * @param atNs start
   * @param durationNs duration
   */
  record SynchronizeRcu(long atNs, long durationNs) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.SYNCHRONIZE_RCU;
    }
  }

  /**
   * {@code drain_call_rcu}.
   *
   * @param atNs start
   * @param durationNs duration
   */
  record DrainCallRcu(long atNs, long durationNs) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.DRAIN_CALL_RCU;
    }
  }

  /**
   * The guest ejects a PCI slot: {@code acpi_pci_eject_slot} to the end of the register write that
   * caused it.
   *
   * @param atNs start
   * @param durationNs duration
   * @param slot PCI slot
   */
  record Eject(long atNs, long durationNs, int slot) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.EJECT;
    }
  }

  /**
   * The migration enters a state.
   *
   * @param atNs when
   * @param state the new state
   */
  record MigrationChange(long atNs, MigrationState state) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.MIGRATION_CHANGE;
    }
  }

  /**
   * One section of RAM: {@code ram_save_iterate} (a read section, {@code bitmap_mutex}, no BQL) or,
   * at the switchover, {@code ram_save_complete} (a read section and the BQL).
   *
   * @param atNs start
   * @param durationNs duration
   * @param completing whether it is {@code ram_save_complete}
   */
  record IterateSection(long atNs, long durationNs, boolean completing) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.ITERATE_SECTION;
    }
  }

  /**
   * {@code migration_bitmap_sync}, which contains a {@link DirtyLogSync} and an {@link
   * AfterLogSync}.
   *
   * @param atNs start
   * @param durationNs duration
   * @param dirtyPages QEMU's count of dirty pages of the period
   */
  record MigrationBitmapSync(long atNs, long durationNs, long dirtyPages) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.MIGRATION_BITMAP_SYNC;
    }
  }

  /**
   * {@code guest_phys_blocks_append}: a temporary listener on the stack.
   *
   * @param atNs start
   * @param durationNs duration
   */
  record GuestPhysBlocksAppend(long atNs, long durationNs) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.GUEST_PHYS_BLOCKS_APPEND;
    }
  }

  /**
   * The thread held the BQL.
   *
   * @param atNs when it got it
   * @param durationNs for how long it held it
   * @param waitNs for how long it had waited before
   * @param site source file and line of the lock call
   */
  record BqlHold(long atNs, long durationNs, long waitNs, String site) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.BQL_HOLD;
    }
  }

  /**
   * A note: the driver sent {@code device_add} or {@code device_del}.
   *
   * @param atNs when
   * @param command the command
   * @param device the device's id; empty if none was given
   */
  record DeviceCommand(long atNs, String command, String device) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.DEVICE_COMMAND;
    }
  }
}
