/**
 * Encoding and decoding of messages, with JMH, against Jackson's tree model on the same formats;
 * begin reading at {@link io.camelwamp.benchmarks.codec.CodecBenchmark}.
 */
package io.camelwamp.benchmarks.codec;
