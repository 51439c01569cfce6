# Reads `frama-c -print` and names every function with a body that has no
# contract or whose contract has no assigns, and every loop without a variant,
# unless proofs/README.md says of the function (object=NAME) why it ends.
# Frama-C prints each function at column 0, its contract right above it, and
# each loop as `while (` with its annotation right above that (/@ @/ in ghost code).

BEGIN {
    FS = " *[|] *"
    while ((getline < "proofs/README.md") > 0)
        if ($2 == object) argued[$3] = 1
    FS = " "
}

# A ghost function stands in a comment of its own, two columns in, its contract in /@ @/; one that begins
# on the line of the comment has none.
/^\/\*@ ghost .*\(/ && !/; \*\/ *$/ { print "missing", $0, "has no contract" }
/^\/\*@ ghost *$/ { ghost = 1; next }
ghost && /\*\/ *$/ { ghost = inside_ghost = 0; contract = ""; next }
ghost { sub(/^  /, "") }
ghost && /^\/@/ { contract = ""; inside_ghost = 1 }
inside_ghost { contract = contract $0 "\n"; if (/@\/ *$/) inside_ghost = 0; next }

/^\/\*@/ { contract = ""; inside = 1 }
inside { contract = contract $0 "\n"; if (/\*\/ *$/) inside = 0; next }

/^ +\/\*?@ +loop / { loop = ""; in_loop = 1 }
in_loop { loop = loop $0; if (/[*@]\/ *$/) in_loop = 0; next }

# The head of a function may take several lines; its body begins with {.
/^[a-z_].*\(/ { head = $0; sub(/\(.*/, "", head); sub(/.*[ *]/, "", head) }
/^\{/ {
    name = head
    print "function", name
    if (contract == "") print "missing", name, "has no contract"
    else if (contract !~ /assigns/) print "missing", name, "has no assigns clause"
    contract = ""
}
/;$/ && /^[a-z_]/ { contract = "" }

/^ +while \(/ {
    if (loop !~ /loop variant/) print (name in argued ? "argued" : "missing"), name, "has a loop without a variant"
    loop = ""
}
