/**
 * What overrides what, higher wins.
 *
 * K3s and RKE2 turn the configuration files into arguments and put them before those of the command line; the last
 * one counts. Variables are only the defaults of the flags, so a file overrides them. Drop-ins are read in
 * alphabetical order (`effectiveConfig` orders them by name) and `key+` appends.
 * Sources: k3s-io/k3s pkg/configfilearg/parser.go and pkg/cli/cmds/server.go (`EnvVar` of urfave/cli);
 * https://docs.k3s.io/installation/configuration#configuration-file, https://docs.rke2.io/install/configuration.
 *
 * Node annotations and running processes tell what was in force when the program last started, command line and
 * files already joined (k3s-io/k3s pkg/nodeconfig/nodeconfig.go): they win over what stands on the disk.
 */
export const PRECEDENCE = {
  environment: 10,
  /** The variables the node says it started with. */
  runningEnvironment: 11,
  file: 20,
  dropIn: 30,
  commandLine: 40,
  process: 50,
  /** `k0s status`: the configuration in use. */
  status: 60,
  /** Cut after 140 characters: what is whole counts, lists may lack values. */
  shortAnnotation: 69,
  annotation: 70,
  /** The same in the node's own log: another bundle's copy of the annotation may be older. */
  loggedStart: 71,
} as const;

/** From here on a value was in force when the program last started. */
export const RUNNING = PRECEDENCE.process;
