package dev.quiesce.api.heap;

/**
 * Told of each change of state of a block, for measurement; called by the thread that caused it.
 */
public interface HeapObserver {
  /** Observes nothing; a heap that has it makes no call. */
  HeapObserver NONE =
      new HeapObserver() {
        @Override
        public void allocated(Storage storage) {}

        @Override
        public void retired(Storage storage) {}

        @Override
        public void freed(Storage storage) {}
      };

  /** A block has come to life. */
  void allocated(Storage storage);

  /** The block's free has been handed over for later. */
  void retired(Storage storage);

  /** The block has been freed. */
  void freed(Storage storage);
}
