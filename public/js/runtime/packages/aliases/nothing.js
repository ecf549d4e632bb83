// A module of Node that packages ask for in vain.

export {};
