package dev.quiesce.api.seam;

/** Both sides are full fences. */
final class FencedBarrier extends AsymmetricBarrier {
  FencedBarrier() {}

  @Override
  public void light(String site) {
    Seam.fullFence(site);
  }

  @Override
  public void heavy(String site) {
    Seam.fullFence(site);
  }

  @Override
  public boolean expedited() {
    return false;
  }
}
