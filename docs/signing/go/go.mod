module mrtc-signing

go 1.21
