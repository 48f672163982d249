// Verify checks a Postern log with golang.org/x/mod/sumdb/note and .../tlog alone: no code of
// Postern's. It exits 0 only if all of it holds and names the first thing that doesn't.
//
//	verify [-witness VKEY_FILE] [-since CHECKPOINT] [-proof FILE -entry FILE] LOG_FOLDER VKEY_FILE
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

// A checkpoint is the first three lines of a signed note (C2SP tlog-checkpoint).
type checkpoint struct {
	origin string
	tree   tlog.Tree
}

func main() {
	witness := flag.String("witness", "", "a witness's vkey: the checkpoint must carry its cosignature")
	since := flag.String("since", "", "an older checkpoint that the log must continue")
	proof := flag.String("proof", "", "a .tlog-proof file")
	entry := flag.String("entry", "", "the entry that the proof is for")
	flag.Parse()
	if flag.NArg() != 2 {
		flag.Usage()
		os.Exit(2)
	}
	if err := verify(flag.Arg(0), flag.Arg(1), *witness, *since, *proof, *entry); err != nil {
		fmt.Fprintln(os.Stderr, "NOT PROVEN:", err)
		os.Exit(1)
	}
}

func verify(folder, keyFile, witnessFile, sinceFile, proofFile, entryFile string) error {
	keys, err := verifiers(keyFile)
	if err != nil {
		return err
	}
	newest, err := open(filepath.Join(folder, "checkpoint"), keys)
	if err != nil {
		return err
	}
	if witnessFile != "" {
		if err := cosigned(filepath.Join(folder, "checkpoint"), witnessFile); err != nil {
			return err
		}
	}
	if err := content(folder, newest.tree); err != nil {
		return err
	}
	if sinceFile != "" {
		if err := continues(folder, newest, sinceFile, keys); err != nil {
			return err
		}
	}
	if proofFile != "" {
		if err := included(proofFile, entryFile, keys); err != nil {
			return err
		}
	}
	fmt.Printf("proven: %d entries of %s, root %s\n", newest.tree.N, newest.origin, newest.tree.Hash)
	return nil
}

func verifiers(file string) (note.Verifiers, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var all []note.Verifier
	for _, line := range strings.Fields(string(text)) {
		v, err := note.NewVerifier(line)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return note.VerifierList(all...), nil
}

func open(file string, keys note.Verifiers) (checkpoint, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return checkpoint{}, err
	}
	n, err := note.Open(text, keys)
	if err != nil {
		return checkpoint{}, fmt.Errorf("%s: %w", file, err)
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 4 {
		return checkpoint{}, fmt.Errorf("%s: not a checkpoint", file)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return checkpoint{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return checkpoint{}, err
	}
	if n.Sigs[0].Name != lines[0] {
		return checkpoint{}, fmt.Errorf("%s: signed by %s, but of %s", file, n.Sigs[0].Name, lines[0])
	}
	return checkpoint{lines[0], tlog.Tree{N: size, Hash: root}}, nil
}

// content hashes every entry and lets tlog authenticate every tile against the signed root.
func content(folder string, tree tlog.Tree) error {
	tiles := &tileFolder{folder, tree.N}
	hashes := tlog.TileHashReader(tree, tiles)
	for from := int64(0); from < tree.N; from += 256 {
		width := min(tree.N-from, 256)
		entries, err := bundle(folder, from/256, int(width))
		if err != nil {
			return err
		}
		var at []int64
		for i := int64(0); i < width; i++ {
			at = append(at, tlog.StoredHashIndex(0, from+i))
		}
		stored, err := hashes.ReadHashes(at)
		if err != nil {
			return fmt.Errorf("tiles of entries %d to %d: %w", from, from+width-1, err)
		}
		for i, e := range entries {
			if tlog.RecordHash(e) != stored[i] {
				return fmt.Errorf("entry %d is not the one that was signed", from+int64(i))
			}
		}
	}
	return nil
}

func bundle(folder string, n int64, width int) ([][]byte, error) {
	data, err := os.ReadFile(filepath.Join(folder, name("entries", n, width)))
	if errors.Is(err, os.ErrNotExist) && width < 256 {
		data, err = os.ReadFile(filepath.Join(folder, name("entries", n, 256)))
	}
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 && len(entries) < width {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("entry bundle %d ends within an entry", n)
		}
		length := int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:2+length])
		data = data[2+length:]
	}
	if len(entries) < width {
		return nil, fmt.Errorf("entry bundle %d has %d entries, not %d", n, len(entries), width)
	}
	return entries, nil
}

func continues(folder string, newest checkpoint, sinceFile string, keys note.Verifiers) error {
	older, err := open(sinceFile, keys)
	if err != nil {
		return err
	}
	if older.origin != newest.origin || older.tree.N > newest.tree.N {
		return fmt.Errorf("%d entries of %s do not continue %d of %s",
			newest.tree.N, newest.origin, older.tree.N, older.origin)
	}
	if older.tree.N == 0 {
		return nil
	}
	hashes := tlog.TileHashReader(newest.tree, &tileFolder{folder, newest.tree.N})
	proof, err := tlog.ProveTree(newest.tree.N, older.tree.N, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, newest.tree.N, newest.tree.Hash, older.tree.N, older.tree.Hash)
}

// included checks a .tlog-proof file (C2SP tlog-proof).
func included(proofFile, entryFile string, keys note.Verifiers) error {
	text, err := os.ReadFile(proofFile)
	if err != nil {
		return err
	}
	entry, err := os.ReadFile(entryFile)
	if err != nil {
		return err
	}
	head, signed, found := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New(proofFile + ": not a proof")
	}
	if strings.HasPrefix(lines[1], "extra ") {
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	var path tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		path = append(path, hash)
	}
	file := filepath.Join(os.TempDir(), fmt.Sprintf("checkpoint-%d", os.Getpid()))
	defer os.Remove(file)
	if err := os.WriteFile(file, signed, 0o600); err != nil {
		return err
	}
	at, err := open(file, keys)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(path, at.tree.N, at.tree.Hash, index, tlog.RecordHash(entry))
}

// cosigned checks a cosignature/v1 (C2SP tlog-cosignature), which note doesn't know.
func cosigned(file, keyFile string) error {
	vkey, err := os.ReadFile(keyFile)
	if err != nil {
		return err
	}
	parts := strings.SplitN(strings.TrimSpace(string(vkey)), "+", 3)
	if len(parts) != 3 {
		return errors.New(keyFile + ": not a vkey")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return errors.New(keyFile + ": not a witness's key")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	_, err = note.Open(text, note.VerifierList(&cosigner{parts[0], key}))
	return err
}

type cosigner struct {
	name string
	key  []byte
}

func (c *cosigner) Name() string { return c.name }

func (c *cosigner) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(c.name+"\n"), c.key...))
	return binary.BigEndian.Uint32(sum[:4])
}

func (c *cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig))
	return ed25519.Verify(c.key[1:], append([]byte(head), msg...), sig[8:])
}

// tileFolder reads tiles under their C2SP names; x/mod's own names have the height in them.
type tileFolder struct {
	folder string
	size   int64
}

func (t *tileFolder) Height() int { return tileHeight }

func (t *tileFolder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		level := strconv.Itoa(tile.L)
		data, err := os.ReadFile(filepath.Join(t.folder, name(level, tile.N, tile.W)))
		if errors.Is(err, os.ErrNotExist) && tile.W < 256 {
			data, err = os.ReadFile(filepath.Join(t.folder, name(level, tile.N, 256)))
			data = data[:min(len(data), tile.W*tlog.HashSize)]
		}
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (t *tileFolder) SaveTiles([]tlog.Tile, [][]byte) {}

func name(level string, n int64, width int) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	if width < 256 {
		path = fmt.Sprintf("%s.p/%d", path, width)
	}
	return filepath.Join("tile", level, path)
}
