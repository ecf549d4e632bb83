/**
 * What a process of the world offers to the packages that its code imports.
 * The packages know nothing else of the runtime.
 */

import type { CallResult, Fault, Action, HttpHead, Body, Reply, ServiceCall } from "./protocol.js";

/** Answers a request that arrived at a port. */
export type PortListener = (task: number, head: HttpHead, body: Body, remoteAddress: string) => void;

/** One process of the world, as its packages see it. */
export interface Host {
  /** `process.env`. */
  readonly env: Record<string, string>;
  /** The project's files, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** The path of the entry module. */
  readonly entry: string;
  /** Unix milliseconds. */
  nowUnixMs(): number;
  /** Microseconds since the process started. */
  nowUs(): number;
  /** A number from 0 up to, not including, 1. */
  random(): number;
  /** Fills an array with chance. */
  randomFill(bytes: Uint8Array): void;
  /** The task of this turn. */
  task(): number;
  /** Records something that the code did. */
  act(action: Action): void;
  /** Asks a service of the world; `done` runs in the turn that answers. */
  call(service: ServiceCall, done: (result: CallResult) => void): void;
  /** Runs `fn` after a delay in virtual milliseconds; returns the timer's number. */
  setTimer(fn: () => void, delayMs: number): number;
  /** Forgets a timer. */
  clearTimer(timer: number): void;
  /** Runs `fn` before promise reactions. */
  nextTick(fn: () => void): void;
  /** Runs `fn` once promise reactions have settled, within the same turn. */
  setImmediate(fn: () => void): number;
  /** Forgets what `setImmediate` was given. */
  clearImmediate(id: number): void;
  /** Starts to answer requests at a port; false when the port is taken. */
  listen(port: number, listener: PortListener): boolean;
  /** Stops to answer at a port. */
  unlisten(port: number): void;
  /** Who is told when the client of a task went away. */
  onAborted(task: number, fn: (() => void) | undefined): void;
  /** Who is told what the cache tells a connection beyond its replies. */
  onPushed(connection: number, fn: ((reply: Reply) => void) | undefined): void;
  /** An error that nobody caught. */
  uncaught(error: unknown, origin: "uncaughtException" | "unhandledRejection"): void;
  /** Ends the process. Throws, so that the caller's code does not go on. */
  exit(code: number): never;
  /** What an error says of itself: name, message, stack, place. */
  fault(error: unknown): Fault;
  /** The stack of an error as Node prints it, with project files only. */
  stack(error: Error): string;
}

