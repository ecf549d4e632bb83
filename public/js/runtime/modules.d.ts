/** Packages without types of their own, and modules that the build makes. */

declare module "express" {
  const express: any;
  export default express;
}

declare module "router/lib/param.js" {
  /** Runs a function given to `router.param`. */
  export default function callParam(
    fn: any,
    req: any,
    res: any,
    next: (error?: any) => void,
    value: any,
    name: string,
  ): void;
}

declare module "statuses/codes.json" {
  const codes: Record<string, string>;
  export default codes;
}

declare module "es-module-lexer/minimal/js" {
  export { parse } from "es-module-lexer/minimal";
}

declare module "finalhandler-itself" {
  /** The package finalhandler. */
  function finalhandler(req: any, res: any, options: any): (error?: any) => void;
  export = finalhandler;
}

declare module "backlot:packages" {
  /** What a process of the world can import, and its globals. */
  export default function packages(host: import("./host.js").Host): {
    modules: Map<string, () => any>;
    globals: Record<string, unknown>;
  };
}
