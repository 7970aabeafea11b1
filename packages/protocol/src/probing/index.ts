/**
 * When an estimate of bandwidth is tried upwards: what a client does with its uplink and the server with the downlinks
 * of its clients. How a probe is sent is each end's own affair.
 */
export { initialProbePolicy, type Probe, type ProbePolicy, type ProbeQuestion, probing } from './probe-policy.ts'
