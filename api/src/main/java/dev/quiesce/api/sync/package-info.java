/**
 * The big QEMU lock, RCU as QEMU 7.2 has it, and the threads of the model.
 *
 * <p><b>Lock order</b> (outer before inner), as read in QEMU 7.2; waiting for a grace period counts
 * as taking a lock:
 *
 * <ol>
 *   <li>RCU read section entered for MMIO dispatch ({@code flatview_read/write}) → BQL ({@code
 *       prepare_mmio_access})
 *   <li>BQL → {@code free_page_lock} (balloon precopy notifier) → {@code bitmap_mutex} → (a
 *       notifier lock) → {@code kml_slots_lock}
 *   <li>BQL → page lock ({@code tb_invalidate_phys_range}) → (a notifier lock)
 *   <li>{@code rcu_sync_lock} → {@code rcu_registry_lock}; the call_rcu thread takes the BQL
 *       holding neither
 * </ol>
 *
 * <p>So a grace period must not be waited for with the BQL held (rule 1 closes the cycle), and a
 * lock taken in an unlocked walk nests inside {@code bitmap_mutex} and inside the page lock.
 */
@NullMarked
package dev.quiesce.api.sync;

import org.jspecify.annotations.NullMarked;
