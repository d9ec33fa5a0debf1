package dev.quiesce.harness.rundir;

import java.util.List;

/**
 * The machine and the Java that a run was made with; "unknown" where the system does not say.
 *
 * @param jdk vendor and version
 * @param jvmFlags of the coordinating process
 * @param gc collectors of the coordinating process
 * @param cpuModel as the kernel names it
 * @param cores that this process may use
 * @param smt whether cores share a core
 * @param governor of the first CPU
 * @param kernel and its version
 * @param cgroupCpu limit of the control group
 * @param cgroupMemory limit of the control group
 * @param barrier flavour of the asymmetric barrier: membarrier, or fenced and why
 */
public record Environment(
    String jdk,
    List<String> jvmFlags,
    List<String> gc,
    String cpuModel,
    int cores,
    String smt,
    String governor,
    String kernel,
    String cgroupCpu,
    String cgroupMemory,
    String barrier) {}
