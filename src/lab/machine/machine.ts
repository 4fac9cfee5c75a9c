/** What a script left behind. */
export interface ScriptResult {
  /** 124 when its time was over. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** When it ended, in seconds of the machine's clock. */
  readonly time: number;
}

export interface RunOptions {
  /** What the script reads. */
  readonly input?: string | Uint8Array;
  /** Until it is killed, with all that it has started in the foreground. */
  readonly seconds?: number;
  /** Whether it runs beside what is waited for: the machine's clock need not go on for its sake. */
  readonly isBeside?: boolean;
}

/** A kernel with hosts in it: namespaces of the network, of mounts and of the host's name. */
export interface Machine {
  /** What it is, for a report: `Linux 6.1.0-56-cloud-amd64 in qemu`. */
  readonly description: string;
  /** Where the guest's programs are, and where it keeps its notes. */
  readonly programFolder: string;
  readonly workFolder: string;
  /** Whether all of its files are the lab's, to be written as definitions ask for. */
  readonly ownsFiles: boolean;
  /**
   * Runs a bash script (`set -euo pipefail`) on a host; several run side by side.
   *
   * @param host its name, or {@link ITSELF}.
   * @throws OperationError when the machine has ended.
   */
  run(host: string, script: string, options?: RunOptions): Promise<ScriptResult>;
  /** Resolves when it has ended, by itself or not. */
  readonly ended: Promise<void>;
  /** Ends it and all that runs in it. */
  close(): Promise<void>;
}

/** The machine, outside of all hosts. */
export const ITSELF = '-';
