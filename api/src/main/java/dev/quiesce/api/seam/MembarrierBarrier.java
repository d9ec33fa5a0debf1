package dev.quiesce.api.seam;

/** The light side is ordered by the compiler alone; the heavy side is the kernel's. */
final class MembarrierBarrier extends AsymmetricBarrier {
  private final ProcessFence kernel;

  MembarrierBarrier(ProcessFence kernel) {
    this.kernel = kernel;
  }

  @Override
  public void light(String site) {
    // Pairs with the fence that heavy() makes this processor execute.
    Seam.compilerFence();
  }

  @Override
  public void heavy(String site) {
    if (Seam.CONTROLLED) {
      Seam.controller().fence(Fence.GLOBAL, site);
    } else {
      kernel.execute();
    }
  }

  @Override
  public boolean expedited() {
    return true;
  }
}
