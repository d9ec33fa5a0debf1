package dev.quiesce.api.memory;

/**
 * Host memory behind a region, as far as the dirty log needs it; QEMU's {@code RAMBlock}.
 *
 * @param id the block's name in the migration stream ({@code idstr})
 * @param migratable whether migration tracks its dirty pages ({@code qemu_ram_is_migratable})
 */
public record RamBlock(String id, boolean migratable) {}
